import {
  respondToTask,
  verifyTask,
  type Disposition,
  type RespondPorts,
  type TaskToVerify,
  type VerifyTaskPorts,
} from '../../verification';
import { loadTrust, type LoadTrustPorts } from '../shared/load-trust';

/** A task from one message of the queue; attempts count from 1. */
export interface TaskMessage extends TaskToVerify {
  readonly attempt: number;
  readonly lastAttempt: number;
}

/** The ports that handling a task needs. */
export interface HandleTaskPorts extends VerifyTaskPorts, RespondPorts, LoadTrustPorts {}

/**
 * Verifies a task by the trust document and responds to its verdicts.
 * @throws ResponseError when a response failed for some container.
 */
export const handleTask = async (message: TaskMessage, ports: HandleTaskPorts): Promise<Disposition> => {
  const trust = await loadTrust(ports);
  const verified = await verifyTask(message, trust, ports);
  return respondToTask({ ...message, trust }, verified, ports);
};

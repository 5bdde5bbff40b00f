import {
  messageOf,
  respondToTask,
  toLoadedTrust,
  verifyTask,
  type AddressedTrustDocument,
  type Disposition,
  type RespondPorts,
  type TaskToVerify,
  type Trust,
  type VerifyTaskPorts,
} from '../../verification';

/** A task from one message of the queue; attempts count from 1. */
export interface TaskMessage extends TaskToVerify {
  readonly attempt: number;
  readonly lastAttempt: number;
}

/** The ports that handling a task needs. */
export interface HandleTaskPorts extends VerifyTaskPorts, RespondPorts {
  readonly readTrustDocument: () => Promise<AddressedTrustDocument>;
  /** Called when the trust document cannot be read or used. */
  readonly onTrustDocumentRefused: (error: unknown) => void;
}

const loadTrust = ({ readTrustDocument, onTrustDocumentRefused }: HandleTaskPorts): Promise<Trust> =>
  readTrustDocument()
    .then(toLoadedTrust)
    .catch((error: unknown) => {
      onTrustDocumentRefused(error);
      return { kind: 'unusable' as const, reason: messageOf(error) };
    });

/**
 * Verifies a task by the trust document and responds to its verdicts.
 * @throws ResponseError when a response failed for some container.
 */
export const handleTask = async (message: TaskMessage, ports: HandleTaskPorts): Promise<Disposition> => {
  const trust = await loadTrust(ports);
  const verified = await verifyTask(message, trust, ports);
  return respondToTask({ ...message, trust }, verified, ports);
};

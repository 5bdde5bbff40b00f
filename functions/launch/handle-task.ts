import { DEFAULT_RESPONSES } from '../../contracts/deployment/response-fields';
import type { Engine } from '../../adapters/engine';
import {
  verifyTask,
  messageOf,
  modeFor,
  respondToTask,
  serviceFailed,
  type AddressedTrustDocument,
  type Disposition,
  type VerifiedContainer,
  type RespondPorts,
  type ResponseCase,
  type Task,
} from '../../verification';

/** One task as a message of the queue brought it; attempts count from 1. */
export interface TaskMessage {
  readonly task: Task;
  readonly attempt: number;
  readonly lastAttempt: number;
}

/** What handling a task needs from outside. */
export interface HandleTaskPorts {
  readonly readTrustDocument: () => Promise<AddressedTrustDocument>;
  readonly engineFor: (document: AddressedTrustDocument) => Engine;
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
  /** The ports of responding, for verdicts that belong to a trust document, or to none. */
  readonly respondingFor: (trustDocument: string | null) => Omit<RespondPorts, 'verifyAfresh'>;
  readonly onRefused: (reason: unknown) => void;
}

type Judgement = Pick<ResponseCase, 'mode' | 'settings'> & {
  readonly judged: readonly VerifiedContainer[];
  readonly ports: RespondPorts;
};

// Without a trust document nothing is known of modes: nothing may be stopped.
const NO_SETTINGS = { ...DEFAULT_RESPONSES, stopBudget: { stops: 0, minutes: 1 } };

const judgeWithout = (
  { task }: TaskMessage,
  reason: unknown,
  { respondingFor, onRefused }: HandleTaskPorts,
): Judgement => {
  onRefused(reason);
  const detail = `the trust document cannot be used: ${messageOf(reason)}`;
  const verdict = serviceFailed('tool-failed', detail);
  const judged = task.containers.map((container) => ({ container, verdict, image: null, policy: null }));
  const ports = { ...respondingFor(null), verifyAfresh: () => Promise.resolve(verdict) };
  return { mode: 'audit', settings: NO_SETTINGS, judged, ports };
};

const judgeBy = async (
  { task }: TaskMessage,
  document: AddressedTrustDocument,
  handling: HandleTaskPorts,
): Promise<Judgement> => {
  const engine = handling.engineFor(document);
  const judged = await verifyTask(task, { ...engine, describeTask: handling.describeTask });
  const ports = { ...handling.respondingFor(document.sha256), verifyAfresh: engine.verifyAfresh };
  return { mode: modeFor(document.document, task.clusterArn), settings: document.document.responses, judged, ports };
};

/**
 * Judges a task and answers its verdicts. A trust document that cannot be read or used makes every verdict inconclusive.
 * @throws ResponseError when a responder failed.
 */
export const handleTask = async (message: TaskMessage, handling: HandleTaskPorts): Promise<Disposition> => {
  const read = handling.readTrustDocument().then((document) => judgeBy(message, document, handling));
  const { judged, ports, ...rest } = await read.catch((reason: unknown) => judgeWithout(message, reason, handling));
  return respondToTask({ ...message, ...rest }, judged, ports);
};

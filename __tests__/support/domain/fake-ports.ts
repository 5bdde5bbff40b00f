import {
  formatPinnedImage,
  pendingStopKey,
  respondToContainer,
  respondToTask,
  StopRefusedError,
  type Announcement,
  type Channel,
  type Digest,
  type Disposition,
  type ImageHistory,
  type Ledger,
  type LedgerEntry,
  type Responder,
  type RespondPorts,
  type ResponseCase,
  type SpentBudget,
  type Task,
  type Verdict,
  type VerifiedContainer,
  type VerifyImage,
  type VerifyRequest,
} from '../../../verification';
import { aLedgerEntry, aLoadedTrust, anUntrusted, aTask, MINUTE, NOW, TASK } from './domain';
import { fakeGrants } from './fake-grants';
import { NO_SERVICE } from './no-service';

/** A ledger in memory; `kept` shows what was written. */
export const fakeLedger = (kept = new Map<string, LedgerEntry>()): Ledger & { readonly kept: typeof kept } => ({
  kept,
  recall: async (key) => kept.get(key),
  keep: async (key, entry) => {
    kept.set(key, entry);
  },
});

/** A ledger in which a stop because of this verdict has waited since `firstSeen`. */
export const pendingLedger = (verified: VerifiedContainer, firstSeen: number): ReturnType<typeof fakeLedger> =>
  fakeLedger(new Map([[pendingStopKey(TASK, verified), aLedgerEntry({ firstSeen })]]));

/** A history in memory; `indexes` and `revoked` show what was kept. */
export const fakeHistory = () => {
  const indexes = new Map<string, Digest>();
  const revoked = new Set<string>();
  const history: ImageHistory = {
    recallIndex: async (image) => indexes.get(formatPinnedImage(image)),
    keepIndex: async (image, index) => void indexes.set(formatPinnedImage(image), index),
    wasRevoked: async (image) => revoked.has(formatPinnedImage(image)),
    keepRevoked: async (image) => void revoked.add(formatPinnedImage(image)),
  };
  return { ...history, indexes, revoked };
};

/** Returns these verdicts one after the other, then the last one for ever; `requests` shows what was to be verified. */
export const fakeVerify = (...verdicts: readonly Verdict[]): VerifyImage & { readonly requests: VerifyRequest[] } => {
  const requests: VerifyRequest[] = [];
  const verify: VerifyImage = async (request) => {
    const verdict = verdicts[Math.min(requests.push(request), verdicts.length) - 1];
    if (verdict === undefined) throw new Error('expected a verdict to return, found none');
    return verdict;
  };
  return Object.assign(verify, { requests });
};

/** Fails the first time it is called. */
export const failingOnce = (message: string) => {
  let failed = false;
  return async (): Promise<void> => {
    if (failed) return;
    failed = true;
    throw new Error(message);
  };
};

/** ECS refuses to stop the task. */
export const refusing = async (): Promise<never> => {
  throw new StopRefusedError('ecs:StopTask refused: AccessDeniedException: no');
};

/** Fails whenever it is called. */
export const failing = async (): Promise<never> => {
  throw new Error('no');
};

/** A stop budget that has a stop left. */
export const GRANTED: SpentBudget = { kind: 'granted' };

/** A stop budget that has one left again after this many seconds. */
export const refused = (freeAfterSeconds: number): SpentBudget => ({ kind: 'refused', freeAfterSeconds });

/** A budget of this many stops; what is given back can be spent again. */
export const fakeBudget = (stops: number): Pick<RespondPorts, 'spendStop' | 'giveBackStop'> => {
  let left = stops;
  return {
    spendStop: async () => (left-- > 0 ? GRANTED : refused(600)),
    giveBackStop: async () => void (left += 1),
  };
};

/** Ports of a response, and what happened through them. */
export interface FakePorts {
  readonly ports: RespondPorts;
  /** The names of the ports and channels in the order in which they were called. */
  readonly calls: string[];
  /** What the log announced. */
  readonly logged: Announcement[];
  /** What the topic announced. */
  readonly published: Announcement[];
  readonly stopReasons: string[];
  readonly ledger: ReturnType<typeof fakeLedger>;
}

/** Ports to replace; a channel is replaced by its name. */
export type PortOverrides = Partial<RespondPorts & Readonly<Record<'log' | 'event' | 'topic', Responder>>>;

const appendTo =
  (announcements: Announcement[]): Responder =>
  async (announcement) => {
    announcements.push(announcement);
  };

const recordCalls = (ports: RespondPorts, calls: string[]): RespondPorts => ({
  ...ports,
  verifyAfresh: async (...args) => (calls.push('verify'), ports.verifyAfresh(...args)),
  describeTask: async (...args) => (calls.push('describe'), ports.describeTask(...args)),
  spendStop: async (...args) => (calls.push('spend'), ports.spendStop(...args)),
  giveBackStop: async (...args) => (calls.push('give-back'), ports.giveBackStop(...args)),
  stopTask: async (...args) => (calls.push('stop'), ports.stopTask(...args)),
  listDeployments: async (...args) => (calls.push('list-deployments'), ports.listDeployments(...args)),
  stopDeployment: async (...args) => (calls.push('stop-deployment'), ports.stopDeployment(...args)),
  channels: ports.channels.map((channel): Channel => ({
    ...channel,
    announce: async (announcement) => (calls.push(channel.name), channel.announce(announcement)),
  })),
});

/** Ports that succeed: ECS describes each task as the verifier knows it, and a stopped task as ending. */
export const fakePorts = (
  { log, event, topic, ...overrides }: PortOverrides = {},
  ledger = fakeLedger(),
): FakePorts => {
  const calls: string[] = [];
  const logged: Announcement[] = [];
  const published: Announcement[] = [];
  const stopReasons: string[] = [];
  const described = (task: Task): Task => (stopReasons.length > 0 ? { ...task, desiredStatus: 'STOPPED' } : task);
  const ports: RespondPorts = {
    now: () => NOW,
    ledger,
    verifyAfresh: fakeVerify(anUntrusted()),
    describeTask: async (task) => described(task),
    spendStop: async () => GRANTED,
    giveBackStop: async () => undefined,
    stopTask: async (_task, reason) => {
      stopReasons.push(reason);
    },
    ...NO_SERVICE,
    ...fakeGrants(),
    channels: [
      { name: 'log', announcesFrom: 'recorded', announce: log ?? appendTo(logged) },
      { name: 'event', announcesFrom: 'reported', announce: event ?? appendTo([]) },
      { name: 'topic', announcesFrom: 'reported', announce: topic ?? appendTo(published) },
    ],
    ...overrides,
  };
  return { ports: recordCalls(ports, calls), calls, logged, published, stopReasons, ledger };
};

/** The first attempt of a standalone task on a cluster in enforce mode. */
export const aResponseCase = (overrides: Partial<ResponseCase> = {}): ResponseCase => ({
  task: aTask(),
  trust: aLoadedTrust({ mode: 'enforce' }),
  remaining: () => MINUTE,
  attempt: 1,
  lastAttempt: 30,
  ...overrides,
});

/** Responds to the verdicts of a task's containers. */
export const respondToAll = (
  fake: FakePorts,
  verified: readonly VerifiedContainer[],
  overrides: Partial<ResponseCase> = {},
): Promise<Disposition> => {
  const task = aTask({ containers: verified.map(({ container }) => container) });
  return respondToTask(aResponseCase({ task, ...overrides }), verified, fake.ports);
};

/** Responds to the verdict of a task's only container. */
export const respondToOne = (
  fake: FakePorts,
  verified: VerifiedContainer,
  overrides: Partial<ResponseCase> = {},
): Promise<Disposition> => {
  const task = aTask({ containers: [verified.container] });
  return respondToContainer(verified, aResponseCase({ task, ...overrides }), fake.ports);
};

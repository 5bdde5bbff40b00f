import {
  respondToTask,
  type Announcement,
  type Channel,
  type Disposition,
  type VerifiedContainer,
  type Ledger,
  type LedgerEntry,
  type PinnedImage,
  type Responder,
  type RespondPorts,
  type ResponseCase,
  type Task,
  type Verdict,
  type VerifyImage,
} from '../../../verification';
import { anUntrusted, aTask, NOW, someSettings } from './domain';

/** A ledger in memory; `kept` shows what was written. */
export const fakeLedger = (kept = new Map<string, LedgerEntry>()): Ledger & { readonly kept: typeof kept } => ({
  kept,
  recall: async (key) => kept.get(key),
  keep: async (key, entry) => {
    kept.set(key, entry);
  },
});

/** Verifies by a list of answers, the last of which is repeated; `asked` shows the images in turn. */
export const fakeVerify = (...answers: readonly Verdict[]): VerifyImage & { readonly asked: PinnedImage[] } => {
  const asked: PinnedImage[] = [];
  const verify: VerifyImage = async (image) => {
    const answer = answers[Math.min(asked.push(image), answers.length) - 1];
    if (answer === undefined) throw new Error('the fake was given no answer');
    return answer;
  };
  return Object.assign(verify, { asked });
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

/** Fails whenever it is called. */
export const failing = async (): Promise<never> => {
  throw new Error('no');
};

/** A world around responding: what happened is in `calls`, in turn; what the log and the topic heard is in `recorded` and `announced`. */
export interface FakeWorld {
  readonly ports: RespondPorts;
  readonly calls: string[];
  readonly recorded: Announcement[];
  readonly announced: Announcement[];
  readonly reasons: string[];
  readonly ledger: ReturnType<typeof fakeLedger>;
}

/** What is otherwise in a world: ports, or how one of its channels is told. */
export type WorldOverrides = Partial<RespondPorts & Readonly<Record<'log' | 'event' | 'topic', Responder>>>;

const hearing =
  (heard: Announcement[]): Responder =>
  async (announcement) => {
    heard.push(announcement);
  };

/** A world in which ECS knows the task as it is told, a stopped task is ending, and everything else succeeds. */
export const fakeWorld = (
  { log, event, topic, ...overrides }: WorldOverrides = {},
  ledger = fakeLedger(),
): FakeWorld => {
  const calls: string[] = [];
  const recorded: Announcement[] = [];
  const announced: Announcement[] = [];
  const reasons: string[] = [];
  const described = (task: Task): Task => (reasons.length > 0 ? { ...task, desiredStatus: 'STOPPED' } : task);
  const ports: RespondPorts = {
    now: () => NOW,
    ledger,
    verifyAfresh: fakeVerify(anUntrusted()),
    describeTask: async (task) => described(task),
    spendStop: async () => true,
    stopTask: async (_task, reason) => {
      reasons.push(reason);
    },
    channels: [
      { name: 'log', listensFrom: 'recorded', announce: log ?? hearing(recorded) },
      { name: 'event', listensFrom: 'reported', announce: event ?? hearing([]) },
      { name: 'topic', listensFrom: 'reported', announce: topic ?? hearing(announced) },
    ],
    ...overrides,
  };
  return { ports: noting(ports, calls), calls, recorded, announced, reasons, ledger };
};

const noting = (ports: RespondPorts, calls: string[]): RespondPorts => ({
  ...ports,
  verifyAfresh: async (...args) => (calls.push('verify'), ports.verifyAfresh(...args)),
  describeTask: async (...args) => (calls.push('describe'), ports.describeTask(...args)),
  spendStop: async (...args) => (calls.push('spend'), ports.spendStop(...args)),
  stopTask: async (...args) => (calls.push('stop'), ports.stopTask(...args)),
  channels: ports.channels.map((channel): Channel => ({
    ...channel,
    announce: async (announcement) => (calls.push(channel.name), channel.announce(announcement)),
  })),
});

/** Answers verdicts about the containers of an enforced standalone task, whose message came for the first time. */
export const respondIn = (
  world: FakeWorld,
  judged: readonly VerifiedContainer[],
  overrides: Partial<ResponseCase> = {},
): Promise<Disposition> => {
  const task = aTask({ containers: judged.map(({ container }) => container) });
  const each = { task, mode: 'enforce' as const, settings: someSettings(), attempt: 1, lastAttempt: 30, ...overrides };
  return respondToTask(each, judged, world.ports);
};

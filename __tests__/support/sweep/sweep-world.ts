import type { Report } from '../../../contracts/report/report-schema';
import type { FoundTask } from '../../../contracts/events/found-task-event';
import type { SweepInput } from '../../../contracts/functions/sweep-input';
import { SWEEP_TIMEOUT_SECONDS } from '../../../contracts/functions/sweep-limits';
import { sweepHandler } from '../../../functions/sweep/handle-sweep';
import type { SweepPorts } from '../../../functions/sweep/sweep-ports';
import type { LedgerEntry, RunningTask, VerifyImage } from '../../../verification';
import { aContainer, aLoadedTrust, aTask, aTrusted, CLUSTER, digestOf, NOW } from '../domain/domain';

/** What the ports of a sweep keep and send. */
export interface SweepWorld {
  readonly objects: Map<string, string>;
  readonly reports: Map<string, Report>;
  readonly ledger: Map<string, LedgerEntry>;
  readonly found: FoundTask[];
  readonly swept: string[];
  readonly again: SweepInput[];
  readonly verifications: string[];
  readonly latest: string[];
  /** The sweeps in which canary images were verified. */
  readonly canaries: string[];
}

export const aRunningTask = (overrides: Partial<RunningTask> = {}): RunningTask => ({
  ...aTask(),
  startedAt: NOW,
  owner: null,
  ...overrides,
});

/** Tasks that run 16 images in turn. */
export const someTasks = (count: number): readonly RunningTask[] =>
  Array.from({ length: count }, (_, index) =>
    aRunningTask({
      taskArn: `${aTask().taskArn.slice(0, -2)}${10 + index}`,
      containers: [aContainer({ imageDigest: digestOf((index % 16).toString(16)) })],
    }),
  );

/** A world without anything in it. */
export const aSweepWorld = (): SweepWorld => ({
  objects: new Map(),
  reports: new Map(),
  ledger: new Map(),
  found: [],
  swept: [],
  again: [],
  verifications: [],
  latest: [],
  canaries: [],
});

/** The ports of a sweep, in memory. */
export const sweepPorts = (
  world: SweepWorld,
  tasks: readonly RunningTask[],
  overrides: Partial<SweepPorts> = {},
): SweepPorts => {
  const trust = aLoadedTrust();
  const verifyAfresh: VerifyImage = async ({ image }) => {
    world.verifications.push(image.digest);
    return aTrusted();
  };
  return {
    now: () => NOW,
    readTrustDocument: async () => trust,
    onTrustDocumentRefused: () => undefined,
    listClusters: async () => [CLUSTER],
    listServices: async () => undefined,
    listTasks: async (_cluster, onRead) => onRead(tasks),
    verifyAfresh,
    recallEntries: async (keys) =>
      new Map(
        keys.flatMap((key) => [world.ledger.get(key)].flatMap((entry) => (entry ? [[key, entry] as const] : []))),
      ),
    readGrants: async () => [],
    verifyCanaries: async ({ sweep }) => void world.canaries.push(sweep),
    countWaiting: async () => 0,
    sendFound: async (_sweep, found) => void world.found.push(...found),
    renderPage: async () => '<html></html>',
    readLatest: async () => world.reports.get(world.latest.at(-1) ?? ''),
    readLatestSweep: async () => world.latest.at(-1),
    write: async ({ report }) => {
      world.reports.set(report.sweep, report);
      if ((world.latest.at(-1) ?? '') < report.sweep) world.latest.push(report.sweep);
    },
    readState: async (sweep) => world.objects.get(sweep),
    keepState: async (sweep, state) => void world.objects.set(sweep, state),
    dropState: async (sweep) => void world.objects.delete(sweep),
    announceSwept: async (sweep) => void world.swept.push(sweep),
    invokeAgain: async (input) => void world.again.push(input),
    onBegun: () => undefined,
    onPreviousRefused: () => undefined,
    onBacklogUnknown: () => undefined,
    onPostponed: () => undefined,
    onFinished: () => undefined,
    ...overrides,
  };
};

export const FULL_TIME = (): number => SWEEP_TIMEOUT_SECONDS * 1000;

/** Runs one invocation of a sweep. */
export const runSweep = (ports: SweepPorts, input: SweepInput, remaining = FULL_TIME): Promise<void> =>
  sweepHandler({ deployment: 'dev', account: '111122223333', region: 'eu-west-1' }, ports)(input, remaining);

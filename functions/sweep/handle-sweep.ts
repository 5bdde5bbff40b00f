import { toReport } from '../../adapters/report/to-report';
import type { SweepInput } from '../../contracts/functions/sweep-input';
import { MAX_SWEEP_INVOCATIONS, SWEEP_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import type { Report } from '../../contracts/report/report-schema';
import {
  groupImages,
  healingKeys,
  ledgerKey,
  takeInventory,
  verifyGroups,
  type ImageGroups,
  type RemainingTime,
  type SweptTask,
  type Trust,
  type VerifiedGroup,
} from '../../verification';
import { loadTrust } from '../launch/load-trust';
import { heal } from './heal';
import { keep, type Invocation, type Swept } from './invocation';
import type { SweepPorts, SweepScope } from './sweep-ports';
import { parseSweepState, type SweepState } from './sweep-state';
import { rebuildGroups } from './rebuild-groups';

/** After how many groups the state is kept, so that a crash repeats no more than that. */
const GROUPS_AT_A_TIME = 200;
const shaOf = (trust: Trust): string | null => (trust.kind === 'loaded' ? trust.sha256 : null);

const begin = async ({ sweep, trust }: Invocation, ports: SweepPorts): Promise<SweepState> => {
  const startedAt = ports.now();
  const inventory = await takeInventory(ports);
  return keep(sweep, { trustDocument: shaOf(trust), startedAt, inventory, verdicts: {}, healed: [] }, ports);
};

const resume = async ({ sweep, trust }: Invocation, ports: SweepPorts): Promise<SweepState | undefined> => {
  const kept = await ports.readState(sweep);
  const state = kept === undefined ? undefined : parseSweepState(kept);
  return state?.trustDocument === shaOf(trust) ? state : undefined;
};

const withVerdicts = (state: SweepState, verified: readonly VerifiedGroup[]): SweepState => ({
  ...state,
  verdicts: {
    ...state.verdicts,
    ...Object.fromEntries(
      verified.map(({ group, verified: { verdict }, verifiedAt }) => [group.key, { verdict, verifiedAt }]),
    ),
  },
});

/** Verifies what the state has no verdict about, until the time is short. */
const verifyRest = async (
  { sweep, trust, remaining }: Invocation,
  { state, groups }: { readonly state: SweepState; readonly groups: ImageGroups },
  ports: SweepPorts,
): Promise<SweepState> => {
  const rest = groups.groups.filter(({ key }) => !Object.hasOwn(state.verdicts, key));
  const how = { trust, remaining, reserveMs: SWEEP_RESERVE_MS };
  let known = state;
  for (let first = 0; first < rest.length && remaining() > SWEEP_RESERVE_MS; first += GROUPS_AT_A_TIME) {
    const verified = await verifyGroups(rest.slice(first, first + GROUPS_AT_A_TIME), how, ports);
    known = await keep(sweep, withVerdicts(known, verified), ports);
  }
  return known;
};

const toSwept = async (
  { state, groups }: Pick<Swept, 'state' | 'groups'>,
  trust: Trust,
  ports: SweepPorts,
): Promise<Swept> => {
  const verified = rebuildGroups(groups, state.verdicts, trust);
  const byKey = new Map(verified.map((each) => [each.group.key, each.verified]));
  const tasks = state.inventory.tasks.map((task): SweptTask => ({
    task,
    containers: task.containers.flatMap((container) => {
      const found = byKey.get(groups.keyOf(container));
      return found === undefined ? [] : [{ ...found, container }];
    }),
  }));
  const entries = await ports.recallEntries(tasks.flatMap(healingKeys));
  return { state, groups, verified, tasks, entries };
};

const previousReport = async (sweep: string, ports: SweepPorts): Promise<Report | undefined> => {
  const latest = await ports.readLatest().catch((error: unknown) => {
    ports.onPreviousRefused(error);
    return undefined;
  });
  return latest === undefined || latest.sweep >= sweep ? undefined : latest;
};

const writeReport = async (
  { sweep, scope, trust }: Invocation,
  { state, groups, verified, entries }: Swept,
  ports: SweepPorts,
): Promise<Report> => {
  const grants = [];
  for (const { clusterArn } of state.inventory.clusters) grants.push(...(await ports.readGrants(clusterArn)));
  const report = toReport({
    ...scope,
    source: 'sweep',
    sweep,
    startedAt: state.startedAt,
    finishedAt: ports.now(),
    trust,
    inventory: state.inventory,
    groups,
    verified,
    entryOf: ({ taskArn }, container) => entries.get(ledgerKey(taskArn, container)),
    grants,
    previous: await previousReport(sweep, ports),
  });
  await ports.write({ report, html: await ports.renderPage(report) });
  return report;
};

/** Whether the rest must be left to another invocation. */
const isTimeShort = ({ remaining, invocation }: Invocation): boolean =>
  invocation < MAX_SWEEP_INVOCATIONS && remaining() <= SWEEP_RESERVE_MS;

const goOn = ({ sweep, invocation }: Invocation, ports: SweepPorts): Promise<void> =>
  ports.invokeAgain({ sweep, invocation: invocation + 1 });

const sweepOnce = async (invocation: Invocation, ports: SweepPorts): Promise<void> => {
  const { sweep, trust } = invocation;
  const begun = (await resume(invocation, ports)) ?? (await begin(invocation, ports));
  const groups = groupImages(begun.inventory, trust, begun.startedAt);
  const state = await verifyRest(invocation, { state: begun, groups }, ports);
  if (isTimeShort(invocation)) return goOn(invocation, ports);
  const swept = await toSwept({ state, groups }, trust, ports);
  const { healed, left } = await heal(invocation, swept, ports);
  if (left > 0 && invocation.invocation < MAX_SWEEP_INVOCATIONS) return goOn(invocation, ports);
  const report = await writeReport(invocation, swept, ports);
  await ports.announceSwept(sweep);
  ports.onFinished({ report, healed });
  await ports.dropState(sweep);
};

const isFinished = async ({ sweep }: SweepInput, { readState, readLatestSweep }: SweepPorts): Promise<boolean> =>
  ((await readLatestSweep()) ?? '') >= sweep && (await readState(sweep)) === undefined;

/**
 * Makes the handler of one invocation of a sweep: it verifies everything that runs, has the launch function respond to what
 * was lost, and writes the report. It goes on where an earlier invocation of the same sweep ended, however that ended; a
 * sweep that was finished, or is older than the latest report, is left alone. The handler throws what the ports throw.
 */
export const sweepHandler =
  (scope: SweepScope, ports: SweepPorts) =>
  async (input: SweepInput, remaining: RemainingTime): Promise<void> => {
    ports.onBegun(input);
    if (await isFinished(input, ports)) return;
    const trust = await loadTrust(ports);
    await sweepOnce({ ...input, scope, trust, remaining }, ports);
  };

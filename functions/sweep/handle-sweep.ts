import { toReport } from '../../adapters/report/to-report';
import type { SweepInput } from '../../contracts/functions/sweep-input';
import { MAX_SWEEP_INVOCATIONS, SWEEP_CLOCK_SKEW_MS, SWEEP_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import type { Report } from '../../contracts/report/report-schema';
import {
  groupImages,
  ledgerKey,
  slicesOf,
  verifyGroups,
  type ImageGroups,
  type RemainingTime,
  type SweptTask,
  type VerifiedGroup,
} from '../../verification';
import { loadTrust } from '../shared/load-trust';
import { heal } from './heal';
import { keep, type Invocation, type Swept } from './invocation';
import { listWhatRuns } from './list-what-runs';
import { rebuildGroups } from './rebuild-groups';
import { recallEntries } from './recall-entries';
import type { SweepPorts, SweepScope } from './sweep-ports';
import type { SweepState } from './sweep-state';

/** After how many groups the state is kept, so that a crash repeats no more than that. */
const GROUPS_AT_A_TIME = 200;

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
  for (const some of slicesOf(rest, GROUPS_AT_A_TIME)) {
    if (remaining() <= SWEEP_RESERVE_MS) break;
    const verified = await verifyGroups(some, how, ports);
    known = await keep(sweep, withVerdicts(known, verified), ports);
  }
  return known;
};

const toSwept = async (
  { state, groups }: Pick<Swept, 'state' | 'groups'>,
  { trust, remaining }: Invocation,
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
  return { state, groups, verified, ...(await recallEntries(tasks, remaining, ports)) };
};

const latestReport = (ports: SweepPorts): Promise<Report | undefined> =>
  ports.readLatest().catch((error: unknown) => {
    ports.onPreviousRefused(error);
    return undefined;
  });

const writeReport = async (
  { sweep, scope, trust }: Invocation,
  { state, groups, verified, entries }: Swept,
  ports: SweepPorts,
): Promise<Report> => {
  const grants = [];
  for (const { clusterArn } of state.inventory.clusters) grants.push(...(await ports.readGrants(clusterArn)));
  const latest = await latestReport(ports);
  const made = toReport({
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
    previous: latest !== undefined && latest.sweep < sweep ? latest : undefined,
  });
  // A retry of the last step finds its own report as the latest one, which knows what changed since the one before.
  const report = latest?.sweep === sweep ? { ...made, changes: latest.changes } : made;
  await ports.write({ report, html: await ports.renderPage(report) });
  return report;
};

const isLast = ({ invocation }: Invocation): boolean => invocation >= MAX_SWEEP_INVOCATIONS;

const goOn = ({ sweep, invocation }: Invocation, ports: SweepPorts): Promise<void> =>
  ports.invokeAgain({ sweep, invocation: invocation + 1 });

const finish = async (
  invocation: Invocation,
  { swept, healed }: { readonly swept: Swept; readonly healed: number },
  ports: SweepPorts,
): Promise<void> => {
  const { sweep } = invocation;
  const report = await writeReport(invocation, swept, ports);
  await ports.announceSwept(sweep);
  ports.onFinished({ report, healed });
  await ports.dropState(sweep);
};

const sweepOnce = async (invocation: Invocation, ports: SweepPorts): Promise<void> => {
  const { sweep, trust, remaining } = invocation;
  if (invocation.invocation === 1) await ports.verifyCanaries({ sweep, trust, remaining });
  const listed = await listWhatRuns(invocation, ports);
  if (listed.unlisted.length > 0) return goOn(invocation, ports);
  const groups = groupImages(listed.inventory, trust, listed.startedAt);
  const state = await verifyRest(invocation, { state: listed, groups }, ports);
  if (!isLast(invocation) && remaining() <= SWEEP_RESERVE_MS) return goOn(invocation, ports);
  const swept = await toSwept({ state, groups }, invocation, ports);
  const { healed, left } = await heal(invocation, swept, ports);
  if (!isLast(invocation) && swept.left + left > 0) return goOn(invocation, ports);
  return finish(invocation, { swept, healed }, ports);
};

/** The latest report is that of the latest id, so one in the future would keep every sweep until then from writing its own. */
const refuseFuture = (sweep: string, now: number): void => {
  if (Date.parse(sweep) > now + SWEEP_CLOCK_SKEW_MS) throw new Error(`expected a sweep that is due, found ${sweep}`);
};

const isFinished = async ({ sweep }: SweepInput, { readState, readLatestSweep }: SweepPorts): Promise<boolean> =>
  ((await readLatestSweep()) ?? '') >= sweep && (await readState(sweep)) === undefined;

/**
 * Makes the handler of one invocation of a sweep: it verifies everything that runs, has the launch function respond to what
 * was lost, and writes the report. It continues where an earlier invocation of the same sweep ended, however that ended; a
 * sweep that was finished, or is older than the latest report, is left alone. The handler throws what the ports throw.
 * @throws Error when the sweep's id is in the future.
 */
export const sweepHandler =
  (scope: SweepScope, ports: SweepPorts) =>
  async (input: SweepInput, remaining: RemainingTime): Promise<void> => {
    ports.onBegun(input);
    refuseFuture(input.sweep, ports.now());
    if (await isFinished(input, ports)) return;
    const trust = await loadTrust(ports);
    await sweepOnce({ ...input, scope, trust, remaining }, ports);
  };

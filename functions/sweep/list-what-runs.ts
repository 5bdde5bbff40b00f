import { MAX_SWEEP_INVOCATIONS, SWEEP_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import {
  beginInventory,
  continueInventory,
  endInventory,
  type InventoryPorts,
  type OpenInventory,
  type Trust,
} from '../../verification';
import { keep, type Invocation } from './invocation';
import { listInTime } from './list-in-time';
import type { SweepPorts } from './sweep-ports';
import { parseSweepState, type SweepState } from './sweep-state';

/** After how many milliseconds of listing the state is kept, so that a crash repeats no more than that and one cluster. */
const KEEP_AFTER_MS = 30_000;

const shaOf = (trust: Trust): string | null => (trust.kind === 'loaded' ? trust.sha256 : null);

const begin = async ({ trust }: Invocation, ports: SweepPorts): Promise<SweepState> => {
  const startedAt = ports.now();
  return { trustDocument: shaOf(trust), startedAt, ...(await beginInventory(ports)), verdicts: {}, healed: [] };
};

/** One failed read must not discard what was verified: Lambda repeats the invocation. */
const refuseUnusable = (trust: Trust, { trustDocument }: SweepState): void => {
  if (trust.kind === 'unusable' && trustDocument !== null)
    throw new Error(`the trust document of this sweep can no longer be used: ${trust.reason}`);
};

const resume = async ({ sweep, trust }: Invocation, ports: SweepPorts): Promise<SweepState | undefined> => {
  const kept = await ports.readState(sweep);
  const state = kept === undefined ? undefined : parseSweepState(kept);
  if (state !== undefined) refuseUnusable(trust, state);
  return state?.trustDocument === shaOf(trust) ? state : undefined;
};

/** Keeps what is listed, unless that was done shortly before. */
const keeper = ({ sweep }: Invocation, begun: SweepState, ports: SweepPorts) => {
  let keptAt = ports.now();
  return async (open: OpenInventory): Promise<void> => {
    if (ports.now() - keptAt < KEEP_AFTER_MS) return;
    await keep(sweep, { ...begun, ...open }, ports);
    keptAt = ports.now();
  };
};

const inTime = (
  { remaining }: Invocation,
  { listServices, listTasks }: SweepPorts,
): Omit<InventoryPorts, 'listClusters'> => ({
  listServices: listInTime(listServices, remaining),
  listTasks: listInTime(listTasks, remaining),
});

/**
 * The state of a sweep once everything that runs is listed, or the time is short: then it names what is still to be listed,
 * and is kept. The last invocation leaves nothing to list: it notes the clusters that it had no time for as a problem.
 * @throws Error when the sweep began by a trust document and none is usable now, else what the ports throw.
 */
export const listWhatRuns = async (invocation: Invocation, ports: SweepPorts): Promise<SweepState> => {
  const { sweep, remaining } = invocation;
  const resumed = await resume(invocation, ports);
  if (resumed?.unlisted.length === 0) return resumed;
  const begun = resumed ?? (await begin(invocation, ports));
  const onListed = keeper(invocation, begun, ports);
  const limits = { remaining, reserveMs: SWEEP_RESERVE_MS, onListed };
  const listed = await continueInventory(begun, limits, inTime(invocation, ports));
  const isLast = invocation.invocation >= MAX_SWEEP_INVOCATIONS;
  const taken = isLast ? { inventory: endInventory(listed), unlisted: [] } : listed;
  return keep(sweep, { ...begun, ...taken }, ports);
};

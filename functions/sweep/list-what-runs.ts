import { MAX_SWEEP_INVOCATIONS, SWEEP_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import { beginInventory, continueInventory, endInventory, type Trust } from '../../verification';
import { keep, type Invocation } from './invocation';
import type { SweepPorts } from './sweep-ports';
import { parseSweepState, type SweepState } from './sweep-state';

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
  const listed = await continueInventory(begun, { remaining, reserveMs: SWEEP_RESERVE_MS }, ports);
  const isLast = invocation.invocation >= MAX_SWEEP_INVOCATIONS;
  const taken = isLast ? { inventory: endInventory(listed), unlisted: [] } : listed;
  return keep(sweep, { ...begun, ...taken }, ports);
};

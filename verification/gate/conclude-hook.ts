import { DONE, type Disposition } from '../disposition';
import type { Grant } from '../break-glass/grant';
import { announceGate } from './announce-gate';
import type { DescribedHook, FoundHook } from './find-hook';
import type { GateContainer } from './gate-announcement';
import { notAnsweredDetail } from './gate-detail';
import { announcedOn, type GateAnswer } from './gate-ledger';
import type { GatePorts } from './gate-ports';
import { toAnnouncement, type HookCase } from './hook-case';

/** A hook that is being answered, and what that needs. */
export interface GateContext {
  readonly each: HookCase;
  readonly ports: GatePorts;
}

/** An answer that ECS carried out, the verdicts that it follows from as far as they are known, and the grants it used. */
export interface GivenAnswer {
  readonly answer: GateAnswer;
  readonly containers: readonly GateContainer[];
  readonly used: readonly Grant[];
}

const OUTCOMES = { continue: 'continued', 'roll-back': 'rolled-back' } as const;

/**
 * Announces an answer of the gate, and the grants that it used.
 * @throws what the ports throw; ResponseError when a channel failed.
 */
export const announceAnswer = async (
  { answer, containers, used }: GivenAnswer,
  found: DescribedHook,
  { each, ports }: GateContext,
): Promise<void> => {
  const { action, detail, grants, plain } = answer;
  for (const grant of used) await ports.onGrantUsed(grant, found.deployment.arn);
  const outcome = OUTCOMES[action];
  const announcement = toAnnouncement(found, each, { outcome, detail, containers, grants, at: ports.now() });
  await announceGate({ announcement, plain }, ports);
};

type EndedHook = Extract<FoundHook, { readonly kind: 'ended' }>;

/** What ECS says about a hook that waits for no answer of the gate. */
export type ConcludedHook = EndedHook | Extract<FoundHook, { readonly kind: 'left-alone' }>;

/** The gate's own answer that had this result; undefined if it gave none. */
const ownAnswer = async (
  { hook, result }: EndedHook,
  { gateLedger, gateChannels }: GatePorts,
): Promise<{ readonly answer: GateAnswer; readonly isAnnounced: boolean } | undefined> => {
  const entry = await gateLedger.recall(hook);
  const answer = entry?.answering.find(({ action }) => action === result);
  if (entry === undefined || answer === undefined) return undefined;
  const isAnnounced = gateChannels.every(({ name }) => announcedOn(entry, name).includes(OUTCOMES[answer.action]));
  return { answer, isAnnounced };
};

/** Whether it was rolled back by the gate at another of its hooks, or because of a task: that is announced there. */
const isRolledBackElsewhere = async ({ result, deployment }: EndedHook, { gateLedger }: GatePorts): Promise<boolean> =>
  result === 'roll-back' && (await gateLedger.recallDeployment(deployment.arn)).rolledBack;

/** Announces an answer that ECS carried out, where an earlier attempt did not come to that. */
const announceAgain = async (answer: GateAnswer, found: EndedHook, context: GateContext): Promise<void> => {
  const { grants } = answer;
  const known = grants.length === 0 ? [] : await context.ports.readGrants(found.deployment.clusterArn);
  const used = known.filter(({ id }) => grants.includes(id));
  await announceAnswer({ answer, containers: [], used }, found, context);
};

const concludeEnded = async (found: EndedHook, context: GateContext): Promise<void> => {
  const { each, ports } = context;
  const own = await ownAnswer(found, ports);
  if (own !== undefined) return own.isAnnounced ? undefined : announceAgain(own.answer, found, context);
  if (await isRolledBackElsewhere(found, ports)) {
    ports.onLeftAlone(found.hook, 'the deployment was rolled back at another hook, or because of a task');
    return;
  }
  const { result, pause } = found;
  const outcome = result === 'timed-out' ? ('timed-out' as const) : ('overridden' as const);
  const rest = { outcome, detail: notAnsweredDetail(result, pause), at: ports.now() };
  return announceGate({ announcement: toAnnouncement(found, each, rest), plain: false }, ports);
};

/**
 * Concludes a hook that waits for no answer of the gate: announces what became of it, as far as that is the gate's and not
 * announced yet.
 * @throws what the ports throw; ResponseError when a channel failed.
 */
export const concludeHook = async (found: ConcludedHook, context: GateContext): Promise<Disposition> => {
  switch (found.kind) {
    case 'left-alone':
      context.ports.onLeftAlone(context.each.hook, found.reason);
      return DONE;
    case 'ended':
      await concludeEnded(found, context);
      return DONE;
  }
};

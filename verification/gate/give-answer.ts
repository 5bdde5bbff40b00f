import { DONE, type Disposition } from '../disposition';
import { isGrantInForce } from '../break-glass/grant';
import type { HookAction } from '../service-deployment';
import { modeFor } from '../trust-document';
import { announceAnswer, concludeHook, type GateContext } from './conclude-hook';
import { isBlocking } from './decide-gate';
import { findHook, type DescribedHook } from './find-hook';
import { continuedDetail, rolledBackDetail } from './gate-detail';
import { keepRolledBack, newGateEntry, withAnswer, type GateAnswer } from './gate-ledger';
import type { GatePorts } from './gate-ports';
import type { HookCase } from './hook-case';
import type { Assessment } from './assess-revision';

/** A hook with the assessment on its deployment's revision. */
export interface AssessedHook {
  readonly found: DescribedHook;
  readonly assessment: Assessment;
}

const toAnswer = (action: HookAction, { found, assessment }: AssessedHook, { trust }: HookCase): GateAnswer => {
  const { containers, grants } = assessment;
  const plain = containers.length > 0 && !containers.some(({ verdict }) => isBlocking(verdict));
  const detail = (): string => {
    if (action === 'roll-back') return rolledBackDetail(containers);
    if (plain) return continuedDetail(containers, 'trusted');
    const isAudit = modeFor(trust.document, found.deployment.clusterArn) === 'audit';
    return continuedDetail(containers, isAudit ? 'audit' : 'break-glass');
  };
  return { action, detail: detail(), grants: grants.map(({ id }) => id), plain };
};

const keepAnswer = async (answer: GateAnswer, { hook }: DescribedHook, ports: GatePorts): Promise<void> => {
  const { gateLedger } = ports;
  const known = newGateEntry(ports.now());
  await gateLedger.change(hook, (kept = known) => withAnswer(kept, answer));
  if (answer.action === 'roll-back') await keepRolledBack(hook.deploymentArn, ports);
};

/** What follows from a call that failed: an error only if the deployment still waits. */
const afterFailure = async (error: unknown, context: GateContext): Promise<Disposition> => {
  const { each, ports } = context;
  const found = await findHook(each.hook, each.trust, ports);
  switch (found.kind) {
    case 'left-alone':
    case 'ended':
      return concludeHook(found, context);
    case 'awaiting':
    case 'unsettled':
      throw error;
  }
};

/**
 * Continues a deployment or rolls it back, and announces that. The ledger keeps the answer first, so that it is known for
 * the gate's own also if the call's own answer is lost.
 * @throws what the ports throw, unless the deployment does not wait any more; Error when a grant ended meanwhile;
 * ResponseError when a channel failed.
 */
export const giveAnswer = async (
  action: HookAction,
  assessed: AssessedHook,
  context: GateContext,
): Promise<Disposition> => {
  const { found, assessment } = assessed;
  const { each, ports } = context;
  const answer = toAnswer(action, assessed, each);
  await keepAnswer(answer, found, ports);
  // A grant may end while the ledger is written: then what it lifted must be decided anew.
  if (!assessment.grants.every((grant) => isGrantInForce(grant, ports.now())))
    throw new Error('a break-glass grant ended before the deployment was continued');
  const failed = await ports.answerHook(found.hook, action).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (failed !== undefined) return afterFailure(failed.error, context);
  await announceAnswer({ answer, containers: assessment.containers, used: assessment.grants }, found, context);
  return DONE;
};

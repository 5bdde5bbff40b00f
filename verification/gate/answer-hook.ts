import { retryLater, type Disposition } from '../disposition';
import { messageOf } from '../message-of';
import { toPublicDetail } from '../public-detail';
import { ResponseError, toCause } from '../response-error';
import { announceGate } from './announce-gate';
import { concludeHook, type GateContext } from './conclude-hook';
import { findHook, type DescribedHook } from './find-hook';
import { describeContainers, waitDetail } from './gate-detail';
import type { GateContainer } from './gate-announcement';
import { newGateEntry } from './gate-ledger';
import type { GatePorts } from './gate-ports';
import { giveAnswer } from './give-answer';
import { toAnnouncement, type HookCase } from './hook-case';
import { assessRevision, type Assessment } from './assess-revision';
import { planWait } from './plan-wait';

/** Why a deployment waits. */
interface Wait {
  readonly found: string;
  readonly containers: readonly GateContainer[];
  readonly confirmAfterSeconds: number | null;
}

const wait = async (hook: DescribedHook, why: Wait, { each, ports }: GateContext): Promise<Disposition> => {
  const { pause } = hook;
  const now = ports.now();
  const entry = await ports.gateLedger.change(hook.hook, (kept) => kept ?? newGateEntry(now));
  const { firstSeen } = entry;
  const { outcome, afterSeconds } = planWait({ ...each, ...why, firstSeen, now, expiresAt: pause.expiresAt });
  ports.onWaiting(Math.floor((now - firstSeen) / 60_000));
  const detail = waitDetail(outcome, why.found, pause);
  const announcement = toAnnouncement(hook, each, { outcome, detail, containers: why.containers, at: now });
  await announceGate({ announcement, plain: false }, ports);
  return retryLater(afterSeconds);
};

const waitFor = (hook: DescribedHook, assessment: Assessment, context: GateContext): Promise<Disposition> => {
  const { containers, decision } = assessment;
  const confirmAfterSeconds = decision.kind === 'confirm' ? decision.afterSeconds : null;
  return wait(hook, { containers, found: describeContainers(containers), confirmAfterSeconds }, context);
};

const waitUnsettled = (hook: DescribedHook, context: GateContext): Promise<Disposition> => {
  const found = 'ECS describes the hook in a state in which it cannot be answered';
  return wait(hook, { found, containers: [], confirmAfterSeconds: null }, context);
};

/** Carries out a decision by fresh evidence. */
const carryOut = (found: DescribedHook, assessment: Assessment, context: GateContext): Promise<Disposition> => {
  switch (assessment.decision.kind) {
    case 'continue':
    case 'roll-back':
      return giveAnswer(assessment.decision.kind, { found, assessment }, context);
    case 'confirm':
    case 'wait':
      return waitFor(found, assessment, context);
  }
};

/** Finds the hook, and does this about it if it can be answered now. */
const ifAwaiting = async (
  context: GateContext,
  answer: (found: DescribedHook) => Promise<Disposition>,
): Promise<Disposition> => {
  const { each, ports } = context;
  const found = await findHook(each.hook, each.trust, ports);
  switch (found.kind) {
    case 'left-alone':
    case 'ended':
      return concludeHook(found, context);
    case 'unsettled':
      return waitUnsettled(found, context);
    case 'awaiting':
      return answer(found);
  }
};

/** Decides once more before a rollback: ECS is asked again, and no verdict is reused. */
const decideAfresh = (context: GateContext): Promise<Disposition> =>
  ifAwaiting(context, async (found) => {
    const { each, ports } = context;
    const assessment = await assessRevision(found, each, { ...ports, verifyImage: ports.verifyAfresh });
    return carryOut(found, assessment, context);
  });

const answerAwaiting = async (found: DescribedHook, context: GateContext): Promise<Disposition> => {
  const assessment = await assessRevision(found, context.each, context.ports);
  return assessment.decision.kind === 'roll-back' ? decideAfresh(context) : carryOut(found, assessment, context);
};

/** At the last attempt a failure is announced, too: the deployment waits, and nothing else says so. */
const announceFailure = async (error: unknown, hook: DescribedHook, { each, ports }: GateContext): Promise<never> => {
  if (each.attempt < each.lastAttempt || error instanceof ResponseError) throw error;
  const detail = waitDetail('unanswered', toPublicDetail(messageOf(error)), hook.pause);
  const announcement = toAnnouncement(hook, each, { outcome: 'unanswered', detail, at: ports.now() });
  const failures = await announceGate({ announcement, plain: false }, ports).then(
    () => [],
    (second: unknown) => [second],
  );
  throw new ResponseError('a deployment could not be answered', { cause: toCause([error, ...failures]) });
};

/**
 * Answers a pause hook if it is the gate's to answer: continues the deployment, rolls it back, or lets it wait; returns
 * what happens to the hook's message. Every step can be repeated, by a duplicate or after a failure.
 * @throws what the ports throw; ResponseError when a decision could not be announced.
 */
export const answerHook = (each: HookCase, ports: GatePorts): Promise<Disposition> => {
  const context = { each, ports };
  return ifAwaiting(context, (found) =>
    answerAwaiting(found, context).catch((error: unknown) => announceFailure(error, found, context)),
  );
};

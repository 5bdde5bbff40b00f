import type { HookAction, PauseHook } from '../service-deployment';
import { MAX_DETAIL_LENGTH, shorten } from '../shorten';
import { reasonOf } from '../verdict';
import { isBlocking } from './decide-gate';
import type { GateContainer } from './gate-announcement';

/** How many containers a sentence names at most. */
const NAMED = 3;

/** The most characters of a container's name in a sentence. */
const NAME_LENGTH = 100;

const CONTINUED = 'continued the deployment';
const ROLLED_BACK = 'rolled the deployment back';

const didAs = (action: HookAction): string => (action === 'continue' ? CONTINUED : ROLLED_BACK);

/** The sentence, no longer than details are. */
const sentence = (text: string): string => shorten(text, MAX_DETAIL_LENGTH);

const describeContainer = ({ container, verdict, provisional }: GateContainer): string => {
  const moves = provisional ? ', by what its tag names now' : '';
  return `container ${shorten(container.name, NAME_LENGTH)} is ${verdict.kind} (${reasonOf(verdict) ?? ''})${moves}`;
};

/** What keeps the containers from being trusted or exempt. */
export const describeContainers = (containers: readonly GateContainer[]): string => {
  if (containers.length === 0) return 'ECS reports no container of the revision';
  const blocking = containers.filter(({ verdict }) => isBlocking(verdict));
  if (blocking.length === 0) return 'every image is trusted or exempt';
  const named = blocking.slice(0, NAMED).map(describeContainer).join('; ');
  const more = blocking.length - NAMED;
  return more > 0 ? `${named}; and ${more} more` : named;
};

/** Why the gate continued a deployment. */
export const continuedDetail = (
  containers: readonly GateContainer[],
  why: 'audit' | 'break-glass' | 'trusted',
): string => {
  const found = describeContainers(containers);
  switch (why) {
    case 'audit':
      return sentence(`The gate ${CONTINUED}, since its cluster is in audit mode: ${found}.`);
    case 'break-glass':
      return sentence(`The gate ${CONTINUED}, since a break-glass grant is in force: ${found}.`);
    case 'trusted':
      return sentence(`The gate ${CONTINUED}: ${found}.`);
  }
};

/** Why the gate rolled a deployment back. */
export const rolledBackDetail = (containers: readonly GateContainer[]): string =>
  sentence(`The gate ${ROLLED_BACK}: ${describeContainers(containers)}.`);

const whenItExpires = ({ expiresAt, timeoutAction }: PauseHook): string => {
  const will = timeoutAction === 'continue' ? 'continue the deployment' : 'roll the deployment back';
  const when = expiresAt === null ? 'When the hook expires' : `At ${new Date(expiresAt).toISOString()}`;
  return `${when}, ECS will ${will} by itself unless someone answers before.`;
};

/** Why a deployment waits, and what follows. */
export const waitDetail = (
  outcome: 'waiting' | 'rollback-pending' | 'expiring' | 'unanswered',
  found: string,
  pause: PauseHook,
): string => {
  switch (outcome) {
    case 'waiting':
      return sentence(`The deployment waits: ${found}.`);
    case 'rollback-pending':
      return sentence(`The images will be verified once more, and then the deployment will be rolled back: ${found}.`);
    case 'expiring':
      return sentence(`The deployment still waits: ${found}. ${whenItExpires(pause)}`);
    case 'unanswered':
      return sentence(`The gate does not try again: ${found}. ${whenItExpires(pause)}`);
  }
};

/** What happened to a deployment that the gate did not answer. */
export const notAnsweredDetail = (result: HookAction | 'timed-out', { timeoutAction }: PauseHook): string => {
  switch (result) {
    case 'timed-out':
      return `No one answered in time, so ECS ${didAs(timeoutAction)} by itself.`;
    case 'continue':
      return `Someone else ${CONTINUED}.`;
    case 'roll-back':
      return 'The deployment was rolled back or stopped, and not by the gate.';
  }
};

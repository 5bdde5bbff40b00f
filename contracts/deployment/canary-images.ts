import { CANARY_KINDS, type Canaries } from '../../verification/canary/canary';
import type { Lock } from '../lock/lock';
import type { Deployment } from './deployment';
import { canaryImage, hasCanary, lockedReference } from './deployment-images';

export { CANARY_DOORS, CANARY_KINDS, type Canaries, type CanaryDoor } from '../../verification/canary/canary';

/** The Terraform variable of the verifier stack that lets it be planned before its canary images are pushed. */
export const CANARIES_FOLLOW = 'canaries_follow';

/**
 * The canary images of a deployment, from its lock; undefined for a deployment without them, or whose lock does not have
 * them all.
 */
export const lockedCanaries = (deployment: Deployment, lock: Lock): Canaries | undefined => {
  if (!hasCanary(deployment)) return undefined;
  const found = CANARY_KINDS.map((kind) => [kind, lockedReference(canaryImage(deployment, kind), lock)] as const);
  const references = found.flatMap(([kind, reference]) =>
    reference === undefined ? [] : [[kind, reference] as const],
  );
  if (references.length < CANARY_KINDS.length) return undefined;
  return Object.fromEntries(references) as Canaries;
};

/** Whether a deployment has canary images that its lock does not have yet, as when they were just added to its file. */
export const lacksCanaries = ({
  deployment,
  lock,
}: {
  readonly deployment: Deployment;
  readonly lock: Lock;
}): boolean => hasCanary(deployment) && lockedCanaries(deployment, lock) === undefined;

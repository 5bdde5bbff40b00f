import type { ExpiredExemption } from '../../../contracts/deployment/deployment';
import type { Lock } from '../../../contracts/lock/lock';
import type { ForeseenRunning } from './foresee-running';
import { byGravity } from './report/mark';
import { boundaryChange } from './resources/boundary-changes';
import { imageChanges, withBases, type ImageChange } from './resources/image-changes';
import { keptIn, lossIn, type Kept, type Loss } from './resources/losses';
import { permissionChange, type PermissionChange } from './resources/permission-changes';
import { summariseStack, type Planned, type StackSummary } from './resources/stack-summary';
import type { TrustDocument } from '../../../verification/trust-document';
import { firstTrust, summariseTrust, type PlannedTrust } from './trust/trust-summary';

/** A whole plan as a reviewer needs it: first what matters for trust, then every resource. */
export interface Summary {
  readonly version: 1;
  readonly deployment: string;
  /** Exemptions that have expired. They are ignored, and should be removed. */
  readonly expired: readonly ExpiredExemption[];
  readonly trust: PlannedTrust;
  readonly images: readonly ImageChange[];
  readonly permissions: readonly PermissionChange[];
  readonly losses: readonly Loss[];
  readonly kept: readonly Kept[];
  readonly stacks: readonly StackSummary[];
  /** What it means for what runs. Default: not known. */
  readonly running?: ForeseenRunning | undefined;
}

/** What a summary is made of. */
export interface SummaryInputs {
  readonly deployment: string;
  readonly planned: readonly Planned[];
  /** What the deployment file says by now. */
  readonly document: TrustDocument;
  readonly expired: readonly ExpiredExemption[];
  /** Says what the images were built from. Default: not known. */
  readonly lock?: Pick<Lock, 'images'>;
  /** Milliseconds since the epoch; decides which exemptions have expired. */
  readonly now: number;
}

const present = <T>(items: readonly (T | undefined)[]): readonly T[] =>
  items.flatMap((item) => (item === undefined ? [] : [item]));

const trustIn = ({ planned, document, now }: SummaryInputs): PlannedTrust => {
  const verifier = planned.find(({ part }) => part === 'verifier');
  switch (verifier?.kind) {
    case 'planned':
      return summariseTrust(verifier.plan, now);
    case 'awaits-images':
      return firstTrust(document);
    case 'failed':
      return { kind: 'not-planned' };
    case undefined:
      // Only the verifier stack holds a trust document.
      return { kind: 'unchanged' };
  }
};

/** Computes what a reviewer must know from Terraform's plans. */
export const summarise = (inputs: SummaryInputs): Summary => {
  const { deployment, planned, expired, lock = { images: {} } } = inputs;
  const changes = planned.flatMap((each) => (each.kind === 'planned' ? each.plan.changes : []));
  return {
    version: 1,
    deployment,
    expired,
    trust: trustIn(inputs),
    images: byGravity(changes.flatMap(imageChanges).map(withBases(lock))),
    permissions: byGravity(present([...changes.map(permissionChange), ...changes.map(boundaryChange)])),
    losses: present(changes.map(lossIn)),
    kept: present(changes.map(keptIn)),
    stacks: planned.map(summariseStack),
  };
};

/** Whether anything would change. */
export const hasChanges = ({ stacks }: Summary): boolean =>
  stacks.some(
    (stack) =>
      stack.kind === 'awaits-images' || (stack.kind === 'planned' && stack.resources.length + stack.outputs.length > 0),
  );

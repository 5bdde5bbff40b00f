import type { ToolFailureCode } from '../../../shared/failure';
import type { ExpiredExemption } from '../../../../contracts/deployment/deployment';
import type { StackIds } from '../../../../contracts/naming/resource-names';
import { changedAttributes, replacedAttributes } from '../resources/attribute';
import { imageChanges, type ImageChange } from '../resources/image-changes';
import { lossIn, type Loss } from '../resources/losses';
import { byGravity } from './mark';
import { permissionChange, type PermissionChange } from '../resources/permission-changes';
import type { ActionKind, ResourceChange, StackPlan } from '../resources/read-plan';
import { summariseTrust, type TrustSummary } from '../trust/trust-summary';

/** What became of planning one stack. */
export type Planned = { readonly part: keyof StackIds; readonly stack: string } & (
  | { readonly kind: 'planned'; readonly plan: StackPlan }
  | { readonly kind: 'failed'; readonly code: ToolFailureCode; readonly message: string }
);

/** One resource, and what is done with it. */
export interface ResourceSummary {
  readonly address: string;
  readonly kind: ActionKind;
  /** The attributes that change, of a resource that is there before and after. */
  readonly attributes: readonly string[];
  readonly forcedBy: readonly string[];
  readonly reason: string | undefined;
}

/** What a plan does to one stack. */
export type StackSummary = { readonly stack: string } & (
  | { readonly kind: 'failed'; readonly code: ToolFailureCode; readonly message: string }
  | {
      readonly kind: 'planned';
      readonly resources: readonly ResourceSummary[];
      readonly outputs: readonly string[];
      /** What somebody else changed since the last apply. */
      readonly drift: readonly ResourceSummary[];
    }
);

/** A whole plan as a reviewer needs it: what matters for trust, then every resource. */
export interface Summary {
  readonly version: 1;
  readonly deployment: string;
  /** Exemptions that have ended: they are ignored, and are to be removed. */
  readonly expired: readonly ExpiredExemption[];
  /** `not-planned`: the verifier stack, which holds the trust document, could not be planned. */
  readonly trust: TrustSummary | { readonly kind: 'not-planned' };
  readonly images: readonly ImageChange[];
  readonly permissions: readonly PermissionChange[];
  readonly losses: readonly Loss[];
  readonly stacks: readonly StackSummary[];
}

/** What a summary is made of. */
export interface SummaryInputs {
  readonly deployment: string;
  readonly planned: readonly Planned[];
  readonly expired: readonly ExpiredExemption[];
  /** Milliseconds since the epoch: decides which exemptions count. */
  readonly now: number;
}

const namesIn = (change: ResourceChange): readonly string[] => {
  switch (change.kind) {
    case 'update':
      return changedAttributes(change);
    case 'replace':
      return replacedAttributes(change);
    case 'create':
    case 'delete':
    case 'forget':
      return [];
  }
};

const toResource = (change: ResourceChange): ResourceSummary => {
  const { address, kind, forcedBy, reason } = change;
  return { address, kind, attributes: namesIn(change), forcedBy, reason };
};

// A provider that fills in what was left out has changed nothing.
const hasChanged = ({ kind, attributes }: ResourceSummary): boolean => kind !== 'update' || attributes.length > 0;

const toStack = (each: Planned): StackSummary => {
  const { stack } = each;
  switch (each.kind) {
    case 'failed':
      return { stack, kind: 'failed', code: each.code, message: each.message };
    case 'planned':
      return {
        stack,
        kind: 'planned',
        resources: each.plan.changes.map(toResource),
        outputs: each.plan.outputs,
        drift: each.plan.drift.map(toResource).filter(hasChanged),
      };
  }
};

const present = <T>(items: readonly (T | undefined)[]): readonly T[] =>
  items.flatMap((item) => (item === undefined ? [] : [item]));

const trustIn = (planned: readonly Planned[], now: number): Summary['trust'] => {
  const verifier = planned.find(({ part }) => part === 'verifier');
  return verifier?.kind === 'planned' ? summariseTrust(verifier.plan, now) : { kind: 'not-planned' };
};

/** Computes what a reviewer must know from what Terraform plans. */
export const summarise = ({ deployment, planned, expired, now }: SummaryInputs): Summary => {
  const changes = planned.flatMap((each) => (each.kind === 'planned' ? each.plan.changes : []));
  return {
    version: 1,
    deployment,
    expired,
    trust: trustIn(planned, now),
    images: byGravity(changes.flatMap(imageChanges)),
    permissions: byGravity(present(changes.map(permissionChange))),
    losses: present(changes.map(lossIn)),
    stacks: planned.map(toStack),
  };
};

/** Whether anything would change. */
export const hasChanges = ({ stacks }: Summary): boolean =>
  stacks.some((stack) => stack.kind === 'planned' && stack.resources.length + stack.outputs.length > 0);

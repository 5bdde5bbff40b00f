import type { StackIds } from '../../../../contracts/naming/resource-names';
import type { ToolFailureCode } from '../../../shared/failure';
import { changedAttributes, replacedAttributes } from './attribute';
import { isChangedByOthers } from './drift';
import type { ActionKind, ResourceChange, StackPlan } from './read-plan';

/** The stack is not deployed yet, and runs images that the lock does not name yet: it can be planned after sign-and-push. */
interface AwaitsImages {
  readonly kind: 'awaits-images';
}

/** What came of planning one stack. */
export type Planned = { readonly part: keyof StackIds; readonly stack: string } & (
  | AwaitsImages
  | { readonly kind: 'planned'; readonly plan: StackPlan; readonly canariesFollow: boolean }
  | { readonly kind: 'failed'; readonly code: ToolFailureCode; readonly message: string }
);

/** One resource, and what is done to it. */
export interface ResourceSummary {
  readonly address: string;
  readonly kind: ActionKind;
  /** The attributes that change, of a resource that exists before and after. */
  readonly attributes: readonly string[];
  readonly forcedBy: readonly string[];
  readonly reason: string | undefined;
}

/** What a plan does to one stack. */
export type StackSummary = { readonly stack: string } & (
  | AwaitsImages
  | { readonly kind: 'failed'; readonly code: ToolFailureCode; readonly message: string }
  | {
      readonly kind: 'planned';
      readonly resources: readonly ResourceSummary[];
      readonly outputs: readonly string[];
      /** What was changed outside Terraform since the last apply. */
      readonly drift: readonly ResourceSummary[];
      /** Whether the canary images are not in this plan, since sign-and-push pushes them after it. */
      readonly canariesFollow: boolean;
    }
);

const attributesOf = (change: ResourceChange): readonly string[] => {
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
  return { address, kind, attributes: attributesOf(change), forcedBy, reason };
};

const toDrift = (change: ResourceChange, plan: StackPlan): ResourceSummary => {
  const summary = toResource(change);
  return { ...summary, attributes: summary.attributes.filter((name) => isChangedByOthers(name, change, plan)) };
};

// A provider that fills in omitted attributes has changed nothing.
const hasChanged = ({ kind, attributes }: ResourceSummary): boolean => kind !== 'update' || attributes.length > 0;

/** Summarises what a plan does to each resource of a stack. */
export const summariseStack = (each: Planned): StackSummary => {
  const { stack } = each;
  switch (each.kind) {
    case 'awaits-images':
      return { stack, kind: each.kind };
    case 'failed':
      return { stack, kind: 'failed', code: each.code, message: each.message };
    case 'planned':
      return {
        stack,
        kind: 'planned',
        resources: each.plan.changes.map(toResource),
        outputs: each.plan.outputs,
        drift: each.plan.drift.map((change) => toDrift(change, each.plan)).filter(hasChanged),
        canariesFollow: each.canariesFollow,
      };
  }
};

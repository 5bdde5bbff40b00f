import * as z from 'zod';
import { parseContract } from '../../../../contracts/schema/parse-contract';

// https://developer.hashicorp.com/terraform/internals/json-format: a format 1.x may gain fields, so unknown ones are accepted.
const ACTIONS = ['no-op', 'create', 'read', 'update', 'delete', 'forget'] as const;

const attributes = z.record(z.string(), z.unknown()).nullish();
/** What is unknown or sensitive: true for the whole value, or a tree of flags. */
const flags = z.union([z.boolean(), z.record(z.string(), z.unknown())]).nullish();

const change = z.looseObject({
  actions: z.array(z.enum(ACTIONS)).min(1),
  before: attributes,
  after: attributes,
  after_unknown: flags,
  before_sensitive: flags,
  after_sensitive: flags,
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).nullish(),
});

const resource = z.looseObject({
  address: z.string(),
  type: z.string(),
  mode: z.string(),
  action_reason: z.string().optional(),
  change,
});

const configuration = z.looseObject({
  root_module: z.looseObject({
    resources: z
      .array(z.looseObject({ address: z.string(), expressions: z.record(z.string(), z.unknown()).nullish() }))
      .nullish(),
  }),
});

const planSchema = z.looseObject({
  format_version: z.string().regex(/^1\./, "a format 1.x of Terraform's plans"),
  resource_changes: z.array(resource).nullish(),
  resource_drift: z.array(resource).nullish(),
  configuration: configuration.nullish(),
  output_changes: z.record(z.string(), z.looseObject({ actions: z.array(z.string()) })).nullish(),
});

/** What is done to a resource. */
export type ActionKind = 'create' | 'update' | 'replace' | 'delete' | 'forget';

/** The attributes of a resource, as the provider names them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One resource that a plan changes. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly kind: ActionKind;
  /** Undefined when the resource does not exist before. */
  readonly before: Attributes | undefined;
  /** Without what is known only after apply; undefined when the resource does not exist after. */
  readonly after: Attributes | undefined;
  readonly unknown: Attributes;
  readonly hiddenBefore: Attributes;
  readonly hiddenAfter: Attributes;
  /** The attributes whose change forces a replacement. */
  readonly forcedBy: readonly string[];
  /** Terraform's reason, such as `replace_because_tainted`. */
  readonly reason: string | undefined;
}

/** What Terraform plans for one stack. */
export interface StackPlan {
  readonly changes: readonly ResourceChange[];
  /** The outputs whose value changes. */
  readonly outputs: readonly string[];
  /** Resources that were changed or deleted outside Terraform since the last apply. */
  readonly drift: readonly ResourceChange[];
  /** What the stack sets of each resource, as expressions by address; undefined when the plan does not say. */
  readonly configured: ReadonlyMap<string, Attributes> | undefined;
  /** Every resource that Terraform manages after the plan, changed or not. */
  readonly managed: readonly ManagedResource[];
}

/** A resource that Terraform manages. */
export interface ManagedResource {
  readonly type: string;
  /** Without what is known only after apply. */
  readonly values: Attributes;
}

type Resource = z.output<typeof resource>;

const KINDS: Readonly<Record<(typeof ACTIONS)[number], ActionKind | undefined>> = {
  'no-op': undefined,
  read: undefined,
  create: 'create',
  update: 'update',
  delete: 'delete',
  forget: 'forget',
};

const kindOf = ([first, second]: readonly (typeof ACTIONS)[number][]): ActionKind | undefined => {
  if (second !== undefined) return 'replace';
  return first && KINDS[first];
};

const flagged = (value: z.output<typeof flags>, present: Attributes | undefined): Attributes =>
  value === true ? Object.fromEntries(Object.keys(present ?? {}).map((name) => [name, true])) : value || {};

const formatSteps = (path: readonly (string | number)[]): string => path.join('.');

const toChange = ({ address, type, action_reason: reason, change: each }: Resource): readonly ResourceChange[] => {
  const kind = kindOf(each.actions);
  if (kind === undefined) return [];
  const [before, after] = [each.before ?? undefined, each.after ?? undefined];
  return [
    {
      ...{ address, type, kind, before, after, reason },
      unknown: flagged(each.after_unknown, after),
      hiddenBefore: flagged(each.before_sensitive, before),
      hiddenAfter: flagged(each.after_sensitive, after),
      forcedBy: (each.replace_paths ?? []).map(formatSteps),
    },
  ];
};

const isManaged = ({ mode }: Resource): boolean => mode === 'managed';

const configuredIn = ({ configuration: found }: z.output<typeof planSchema>): StackPlan['configured'] => {
  if (!found) return undefined;
  const { resources } = found.root_module;
  return new Map((resources ?? []).map(({ address, expressions }) => [address, expressions ?? {}]));
};

/**
 * Parses the output of `terraform show -json` for a plan; `source` names the plan in messages.
 * @throws InvalidInputError when it is not a plan of a format 1.x.
 */
export const readPlan = (json: unknown, source: string): StackPlan => {
  const plan = parseContract(planSchema, json, source);
  const changes = (plan.resource_changes ?? []).filter(isManaged);
  const drift = (plan.resource_drift ?? []).filter(isManaged);
  return {
    changes: changes.flatMap(toChange),
    outputs: Object.entries(plan.output_changes ?? {})
      .filter(([, { actions }]) => actions.some((action) => action !== 'no-op'))
      .map(([name]) => name),
    drift: drift.flatMap(toChange),
    configured: configuredIn(plan),
    managed: changes.flatMap(({ type, change: { after } }) => (after ? [{ type, values: after }] : [])),
  };
};

import { alertFor } from '../report/mark';
import { listing, listOf, v, type Line, type Sentence } from '../report/sentence';
import { BOUNDARY, WHOLE_POLICY, type GrantGroup } from './grants';
import type { ImageChange } from './image-changes';
import type { Kept, Loss } from './losses';
import type { MarkedGroup, PermissionChange } from './permission-changes';
import type { ActionKind } from './read-plan';
import type { ResourceSummary, StackSummary } from './stack-summary';

const repositoryOf = (reference: string | undefined): string | undefined => reference?.split('@')[0];

/** Which image replaces which, and what it was built from. */
export const describeImage = ({ mark, address, container, from, to, bases = {} }: ImageChange): Line => {
  const where: Sentence = [v(address), ...(container === undefined ? [] : [' container ', v(container)]), ': '];
  const [repository, digest] = from?.split('@') ?? [];
  const same = repository !== undefined && digest !== undefined && repository === repositoryOf(to);
  const change: Sentence = same
    ? [v(repository), ' ', v(digest), ' → ', v(to?.split('@')[1] ?? '')]
    : [from === undefined ? 'none' : v(from), ' → ', to === undefined ? 'none' : v(to)];
  const names = Object.entries(bases).map(([reference, pinned]) => `${reference.split('@')[0] ?? ''}@${pinned}`);
  const built: Sentence = names.length === 0 ? [] : [', built from ', ...listOf(names)];
  return { alert: alertFor(mark), sentence: [...where, ...change, ...built] };
};

const VERBS = {
  gained: { Allow: 'now allows', Deny: 'now denies', has: 'now has' },
  lost: { Allow: 'no longer allows', Deny: 'no longer denies', has: 'no longer has' },
} as const;

type Direction = keyof typeof VERBS;

const describeGrants = (
  { principal, actions, resources, condition, effect }: GrantGroup,
  direction: Direction,
): Pick<Line, 'sentence' | 'details'> => {
  const named = resources.filter((each) => each !== '');
  if (actions.includes(WHOLE_POLICY))
    return { sentence: [`${VERBS[direction].has} the policy `, ...listOf(named)], details: [] };
  if (actions.includes(BOUNDARY))
    return { sentence: [`${VERBS[direction].has} the permissions boundary `, ...listOf(named)], details: [] };
  const on = listing(named, 'resources');
  return {
    sentence: [
      `${VERBS[direction][effect]} `,
      ...listOf(actions),
      ...(principal === '' ? [] : [' for ', v(principal)]),
      ...(on.short.length === 0 ? [] : [' on ', ...on.short]),
      ...(condition === '' ? [] : [' if ', v(condition)]),
    ],
    details: on.details,
  };
};

const UNREAD = {
  unknown: ': its permissions are known only after apply',
  hidden: ': its permissions are hidden in the plan',
  unreadable: ': its permissions before or after this plan cannot be read',
} as const;

/** What a policy newly allows and denies, and what it no longer does. */
export const describePermission = ({ holder, gained, lost, untold }: PermissionChange): readonly Line[] => {
  const line = (direction: Direction, group: MarkedGroup): Line => {
    const { sentence, details } = describeGrants(group, direction);
    return { alert: alertFor(group.mark), sentence: [v(holder), ' ', ...sentence], details: details ?? [] };
  };
  return [
    ...(untold === undefined ? [] : [{ sentence: [v(holder), UNREAD[untold]] }]),
    ...gained.map((group) => line('gained', group)),
    ...lost.map((group) => line('lost', group)),
  ];
};

/** What is lost for ever. */
export const describeLoss = ({ mark, address, name, how, consequence }: Loss): Line => ({
  alert: alertFor(mark),
  sentence: [v(name), ` is ${how} (`, v(address), `): ${consequence}`],
});

/** What stays in AWS, although it leaves the deployment. */
export const describeKept = ({ address, name }: Kept): Line => ({
  sentence: [v(name), ' (', v(address), '): kept, no longer managed'],
});

const DONE: Readonly<Record<ActionKind, string>> = {
  create: 'added: ',
  update: 'changed: ',
  replace: 'replaced: ',
  delete: 'destroyed: ',
  forget: 'kept, no longer managed: ',
};

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: ', because the last apply left it incomplete',
  replace_by_request: ', because a replacement was requested',
  replace_by_triggers: ', because something that it depends on changes',
};

const describeResource = ({ address, kind, attributes, forcedBy, reason }: ResourceSummary): Sentence => {
  const others = attributes.filter((name) => !forcedBy.some((forcing) => forcing.split('.')[0] === name));
  const forced: Sentence = forcedBy.length === 0 ? [] : [', forced by ', ...listOf(forcedBy)];
  const changed: Sentence = others.length === 0 ? [] : [kind === 'replace' ? '; also ' : ': ', ...listOf(others)];
  return [DONE[kind], v(address), ...forced, REASONS[reason ?? ''] ?? '', ...changed];
};

const describeDrift = ({ address, kind, attributes }: ResourceSummary): Sentence => [
  kind === 'delete' ? 'deleted' : 'changed',
  ' outside Terraform since the last apply: ',
  v(address),
  ...(attributes.length === 0 ? [] : [' (', ...listOf(attributes), ')']),
];

/** Everything that is done to the resources of a stack. */
export const describeStack = (stack: StackSummary & { readonly kind: 'planned' }): readonly Line[] => [
  ...stack.resources.map((each) => ({ sentence: describeResource(each) })),
  ...(stack.outputs.length === 0 ? [] : [{ sentence: ['outputs change: ', ...listOf(stack.outputs)] }]),
  ...stack.drift.map((each) => ({ sentence: describeDrift(each) })),
];

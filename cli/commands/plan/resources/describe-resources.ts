import type { GrantGroup } from './grants';
import type { ImageChange } from './image-changes';
import type { Loss } from './losses';
import type { MarkedGroup, PermissionChange } from './permission-changes';
import type { ActionKind } from './read-plan';
import { listing, listOf, v, type Line, type Sentence } from '../report/sentence';
import type { ResourceSummary, StackSummary } from '../report/summary';
import { alertFor } from '../trust/describe-trust-change';

const repositoryOf = (reference: string | undefined): string | undefined => reference?.split('@')[0];

/** Which image comes for which. */
export const tellImage = ({ mark, address, container, from, to }: ImageChange): Line => {
  const who: Sentence = [v(address), ...(container === undefined ? [] : [' container ', v(container)]), ': '];
  const [repository, digest] = from?.split('@') ?? [];
  const same = repository !== undefined && digest !== undefined && repository === repositoryOf(to);
  const change: Sentence = same
    ? [v(repository), ' ', v(digest), ' → ', v(to?.split('@')[1] ?? '')]
    : [from === undefined ? 'nothing' : v(from), ' → ', to === undefined ? 'nothing' : v(to)];
  return { alert: alertFor(mark), sentence: [...who, ...change] };
};

const WORDS = { Allow: 'may', Deny: 'must not' } as const;

const tellGroup = ({
  principal,
  actions,
  resources,
  condition,
  effect,
}: GrantGroup): Pick<Line, 'sentence' | 'details'> => {
  const on = listing(
    resources.filter((each) => each !== ''),
    'resources',
  );
  return {
    sentence: [
      ...(principal === '' ? [] : [v(principal), ' ']),
      `${WORDS[effect]} `,
      ...listOf(actions),
      ...(on.short.length === 0 ? [] : [' on ', ...on.short]),
      ...(condition === '' ? [] : [' if ', v(condition)]),
    ],
    details: on.details,
  };
};

const UNTOLD = {
  unknown: ': what it may is known only after the apply',
  hidden: ': what it may is hidden by the plan',
  unreadable: ': what it may, or might before, cannot be read',
} as const;

/** What somebody may that could not before, and the other way round. */
export const tellPermission = ({ holder, gained, lost, untold }: PermissionChange): readonly Line[] => {
  const line = (word: string, group: MarkedGroup): Line => {
    const { sentence, details } = tellGroup(group);
    return { alert: alertFor(group.mark), sentence: [v(holder), ` ${word}: `, ...sentence], details: details ?? [] };
  };
  return [
    ...(untold === undefined ? [] : [{ sentence: [v(holder), UNTOLD[untold]] }]),
    ...gained.map((group) => line('gains', group)),
    ...lost.map((group) => line('loses', group)),
  ];
};

/** What does not come back. */
export const tellLoss = ({ mark, address, name, how, consequence }: Loss): Line => ({
  alert: alertFor(mark),
  sentence: [v(name), ` is ${how} (`, v(address), `): ${consequence}`],
});

const DONE: Readonly<Record<ActionKind, string>> = {
  create: 'added: ',
  update: 'changed: ',
  replace: 'replaced: ',
  delete: 'destroyed: ',
  forget: 'forgotten, but left in AWS: ',
};

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: ', since the last apply left it half made',
  replace_by_request: ', since that was asked for',
  replace_by_triggers: ', since something that it depends on changes',
};

const tellResource = ({ address, kind, attributes, forcedBy, reason }: ResourceSummary): Sentence => {
  const others = attributes.filter((name) => !forcedBy.some((forcing) => forcing.split('.')[0] === name));
  const forced: Sentence = forcedBy.length === 0 ? [] : [', forced by ', ...listOf(forcedBy)];
  const changed: Sentence = others.length === 0 ? [] : [kind === 'replace' ? '; also ' : ': ', ...listOf(others)];
  return [DONE[kind], v(address), ...forced, REASONS[reason ?? ''] ?? '', ...changed];
};

const drifted = ({ address, kind, attributes }: ResourceSummary): Sentence => [
  kind === 'delete' ? 'removed' : 'changed',
  ' outside Terraform since the last apply: ',
  v(address),
  ...(attributes.length === 0 ? [] : [' (', ...listOf(attributes), ')']),
];

/** Every resource of a stack that something is done with. */
export const tellStack = (stack: StackSummary & { readonly kind: 'planned' }): readonly Line[] => [
  ...stack.resources.map((each) => ({ sentence: tellResource(each) })),
  ...(stack.outputs.length === 0 ? [] : [{ sentence: ['outputs change: ', ...listOf(stack.outputs)] }]),
  ...stack.drift.map((each) => ({ sentence: drifted(each) })),
];

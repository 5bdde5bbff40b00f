import type { ExpiredExemption } from '../../../contracts/deployment/deployment';
import { describeRunning } from './describe-running';
import type { Summary } from './plan-summary';
import { v, type Block, type Line, type Report } from './report/sentence';
import {
  describeImage,
  describeKept,
  describeLoss,
  describePermission,
  describeStack,
} from './resources/describe-resources';
import type { ActionKind } from './resources/read-plan';
import type { StackSummary } from './resources/stack-summary';
import { describeTrust } from './trust/describe-trust';

const COUNTED: readonly (readonly [ActionKind, string])[] = [
  ['create', 'to add'],
  ['update', 'to change'],
  ['replace', 'to replace'],
  ['delete', 'to destroy'],
  ['forget', 'to stop managing'],
];

const countActions = (kinds: readonly ActionKind[]): string => {
  const counts = COUNTED.flatMap(([kind, words]) => {
    const count = kinds.filter((each) => each === kind).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return counts.join(', ');
};

const kindsIn = (stack: StackSummary): readonly ActionKind[] =>
  stack.kind === 'planned' ? stack.resources.map(({ kind }) => kind) : [];

const describeFailures = (stacks: readonly StackSummary[]): readonly Line[] =>
  stacks.flatMap((stack) => {
    if (stack.kind !== 'failed') return [];
    const [first = '', ...rest] = stack.message.split('\n');
    return [{ alert: 'not planned', sentence: [v(first)], details: rest.map((line) => [v(line)]) }];
  });

const describeExpired = (expired: readonly ExpiredExemption[]): readonly Line[] =>
  expired.map(({ name, until }) => ({
    alert: 'expired',
    sentence: [
      'exemption ',
      v(name),
      ' ended at ',
      v(until),
      ' and is ignored: remove it from the deployment file, or extend it',
    ],
  }));

const block = (title: string, lines: readonly Line[], foldable = true): readonly Block[] =>
  lines.length === 0 ? [] : [{ title, lines, foldable }];

const stackTitle = (stack: StackSummary): string => {
  const counts = countActions(kindsIn(stack));
  return `${stack.stack}: ${counts === '' ? 'no resource changes' : counts}`;
};

const stackBlocks = (stack: StackSummary): readonly Block[] =>
  stack.kind === 'planned' ? block(stackTitle(stack), describeStack(stack)) : [];

const alertsIn = (blocks: readonly Block[]): string | undefined => {
  const alerts = blocks.flatMap(({ lines }) => lines.flatMap(({ alert }) => alert ?? []));
  const counted = [...new Set(alerts)].map((alert) => `${alert} (${alerts.filter((each) => each === alert).length})`);
  return counted.length === 0 ? undefined : `Review carefully: ${counted.join(', ')}.`;
};

const changesIn = (stacks: readonly StackSummary[]): string => {
  const onlyOutputs = stacks.some((stack) => stack.kind === 'planned' && stack.outputs.length > 0);
  return countActions(stacks.flatMap(kindsIn)) || (onlyOutputs ? 'only outputs change' : 'no changes');
};

const outcome = ({ stacks }: Summary): string => {
  const idsOf = (wanted: StackSummary['kind']): readonly string[] =>
    stacks.filter(({ kind }) => kind === wanted).map(({ stack }) => stack);
  const [failed, awaiting] = [idsOf('failed'), idsOf('awaits-images')];
  if (failed.length === stacks.length && failed.length > 0) return 'no stack could be planned.';
  const withoutCanaries = stacks.some((stack) => stack.kind === 'planned' && stack.canariesFollow);
  const found = changesIn(stacks);
  const clauses = [
    failed.length === 0 ? found : `${found} in the stacks that could be planned; not planned: ${failed.join(', ')}`,
    ...(awaiting.length === 0
      ? []
      : [`planned after sign-and-push, since there is no digest of their images yet: ${awaiting.join(', ')}`]),
    ...(withoutCanaries ? ['the canary images are not in this plan: sign-and-push pushes them after it'] : []),
  ];
  return `${clauses.join('; ')}.`;
};

/** Turns a summary into a report: first what matters for trust, then every resource. */
export const reportOn = (summary: Summary): Report => {
  const { deployment, expired, images, permissions, losses, kept, stacks, trust, running } = summary;
  const blocks = [
    ...block('Could not be planned', describeFailures(stacks), false),
    ...block('Expired exemptions', describeExpired(expired), false),
    ...block('Trust', describeTrust(trust), false),
    ...block('What runs', describeRunning(running), false),
    ...block('Images', images.map(describeImage)),
    ...block('Permissions', permissions.flatMap(describePermission)),
    ...block('Cannot be undone', losses.map(describeLoss), false),
    ...block('Kept, no longer managed', kept.map(describeKept)),
    ...stacks.flatMap(stackBlocks),
  ];
  const alerts = alertsIn(blocks);
  return {
    title: `image-trust plan of ${deployment}`,
    lead: [outcome(summary), ...(alerts === undefined ? [] : [alerts])],
    blocks,
  };
};

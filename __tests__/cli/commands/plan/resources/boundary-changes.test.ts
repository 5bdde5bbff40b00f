import { boundaryChange } from '../../../../../cli/commands/plan/resources/boundary-changes';
import { describePermission } from '../../../../../cli/commands/plan/resources/describe-resources';
import { aChange } from '../a-plan';

const role = (boundary?: string) => ({
  name: 'r',
  ...(boundary === undefined ? {} : { permissions_boundary: boundary }),
});
const between = (before?: string, after?: string) =>
  boundaryChange(aChange({ type: 'aws_iam_role', before: role(before), after: role(after) }));

const linesOf = (before?: string, after?: string): readonly string[] => {
  const change = between(before, after);
  return change === undefined
    ? []
    : describePermission(change).map(({ sentence }) =>
        sentence.map((part) => (typeof part === 'string' ? part : part.value)).join(''),
      );
};

describe('boundaryChange', () => {
  it.each<[string, string | undefined, string | undefined, string | undefined, readonly string[]]>([
    ['no boundary', undefined, undefined, undefined, []],
    ['the same boundary', 'arn:b', 'arn:b', undefined, []],
    ['a new boundary', undefined, 'arn:b', 'none', ['role r now has the permissions boundary arn:b']],
    ['a removed boundary', 'arn:b', undefined, 'lifts-ban', ['role r no longer has the permissions boundary arn:b']],
    [
      'another boundary',
      'arn:b',
      'arn:c',
      'lifts-ban',
      ['role r now has the permissions boundary arn:c', 'role r no longer has the permissions boundary arn:b'],
    ],
  ])('reports %s', (_what, before, after, mark, lines) => {
    expect(between(before, after)?.mark).toBe(mark);
    expect(linesOf(before, after)).toEqual(lines);
  });

  it('ignores roles that are created or destroyed, and other resources', () => {
    for (const change of [
      aChange({ type: 'aws_iam_role', before: undefined, after: role('arn:b') }),
      aChange({ type: 'aws_iam_role', before: role('arn:b'), after: undefined }),
      aChange({ type: 'aws_iam_user', before: role('arn:b'), after: role() }),
    ])
      expect(boundaryChange(change)).toBeUndefined();
  });
});

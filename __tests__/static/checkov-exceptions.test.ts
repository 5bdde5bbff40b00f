import { idleIn, parseCheckovExceptions, unexcusedBy } from '../support/checkov/checkov-exceptions';

const REASON = 'The sample runs two tasks for a few seconds when someone tries it out, and it stores no data.';
const an = (overrides: object = {}) => ({
  check: 'CKV_AWS_65',
  says: 'Insights are on',
  resources: ['sample aws_ecs_cluster.cluster'],
  reason: REASON,
  ...overrides,
});
const found = { check: 'CKV_AWS_65', says: 'Insights are on', resource: 'sample aws_ecs_cluster.cluster' };

describe('a checkov exception', () => {
  const exceptions = parseCheckovExceptions(JSON.stringify([an()]));

  it('excuses the check on the resource that it names, and is then not idle', () => {
    expect(unexcusedBy(exceptions, [found])).toEqual([]);
    expect(idleIn(exceptions, [found])).toEqual([]);
  });

  it.each([
    ['another check', { check: 'CKV_AWS_66' }],
    ['another resource', { resource: 'sample aws_ecs_cluster.other' }],
    ['the resource in another stack', { resource: 'verifier aws_ecs_cluster.cluster' }],
    ['a check whose text differs, since it may require something else', { says: 'Insights are enhanced' }],
  ])('does not excuse %s, and is then reported as idle', (_, difference) => {
    const other = { ...found, ...difference };
    expect(unexcusedBy(exceptions, [other])).toEqual([`${other.check} ${other.resource}: ${other.says}`]);
    expect(idleIn(exceptions, [other])).toEqual(['CKV_AWS_65 sample aws_ecs_cluster.cluster: Insights are on']);
  });

  it.each([
    ['no reason', { reason: undefined }, /expected string, received undefined\s+→ at \[0\]\.reason/],
    ['a reason of two words', { reason: 'not needed' }, /at least 80 characters\s+→ at \[0\].reason/],
    ['no resource', { resources: [] }, /at \[0\]\.resources/],
    ['a wildcard for the check', { check: '*' }, /at \[0\]\.check/],
    ['a misspelt field', { resorces: [] }, /Unrecognized key: "resorces"/],
  ])('is rejected with %s', (_, overrides, message) => {
    expect(() => parseCheckovExceptions(JSON.stringify([an(overrides)]))).toThrow(message);
  });
});

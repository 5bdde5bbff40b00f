import { fitPolicies } from '../../../contracts/iam/fit-policies';
import { MAX_MANAGED_POLICY_LENGTH, policyLength, type Statement } from '../../../contracts/iam/policy';

const onResources = (Sid: string, count: number): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: ['ecr:BatchGetImage'],
  Resource: Array.from({ length: count }, (_, index) => `arn:aws:ecr:eu-west-1:111122223333:repository/shop/${index}`),
});

describe('fitPolicies', () => {
  it('makes no policy of no statements', () => {
    expect(fitPolicies([])).toEqual([]);
  });

  it('keeps statements together that fit into one policy', () => {
    const statements = [onResources('One', 10), onResources('Two', 10)];
    expect(fitPolicies(statements)).toEqual([statements]);
  });

  it('keeps statements in order in several policies, each short enough', () => {
    const statements = ['One', 'Two', 'Three'].map((sid) => onResources(sid, 60));
    const policies = fitPolicies(statements);
    expect(policies.flat()).toEqual(statements);
    expect(policies).toHaveLength(3);
  });

  it('splits a statement on many resources and loses none of them', () => {
    const statement = onResources('Many', 500);
    const policies = fitPolicies([statement]);
    expect(policies.flat().flatMap(({ Resource = [] }) => Resource)).toEqual(statement.Resource);
    for (const policy of policies) expect(policyLength(policy)).toBeLessThanOrEqual(MAX_MANAGED_POLICY_LENGTH);
  });

  it('gives the parts of a split statement different Sids, which IAM requires within a policy', () => {
    const sids = fitPolicies([onResources('Many', 500)])
      .flat()
      .map(({ Sid }) => Sid);
    expect(sids.slice(0, 2)).toEqual(['Many', 'Many2']);
    expect(new Set(sids).size).toBe(sids.length);
  });

  it('leaves a statement on one resource that is too long by itself, for the rules of the stacks to refuse', () => {
    const statement = { ...onResources('Long', 1), Resource: ['x'.repeat(MAX_MANAGED_POLICY_LENGTH)] };
    expect(fitPolicies([statement])).toEqual([[statement]]);
  });
});

describe('policyLength', () => {
  it('does not count white space, as IAM does not', () => {
    const statement = { ...onResources('It', 1), Condition: { StringEquals: { 'aws:username': 'a b' } } };
    expect(policyLength([statement])).toBe(
      policyLength([{ ...statement, Condition: { StringEquals: { 'aws:username': 'ab' } } }]),
    );
  });
});

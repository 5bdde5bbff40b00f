import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlan } from '../../../../../cli/commands/plan/resources/read-plan';
import { summariseStack, type ResourceSummary } from '../../../../../cli/commands/plan/resources/stack-summary';

const FIRST_APPLY = join(__dirname, '../../../../fixtures/terraform/plans/verifier-after-first-apply.json');

interface Drifted {
  readonly address: string;
  readonly change: { readonly after: object };
}

const ROLE = { address: 'aws_iam_role.launch_role', type: 'aws_iam_role', mode: 'managed' };
const POLICY = { address: 'aws_iam_role_policy.launch_role_policy', type: 'aws_iam_role_policy', mode: 'managed' };
const ATTACHED = { ...POLICY, address: 'aws_iam_role_policy_attachment.read', type: 'aws_iam_role_policy_attachment' };

const driftIn = (json: unknown): readonly ResourceSummary[] => {
  const plan = readPlan(json, 'a plan');
  const summary = summariseStack({
    part: 'verifier',
    stack: 'dev-verifier',
    kind: 'planned',
    plan,
    canariesFollow: false,
  });
  return summary.kind === 'planned' ? summary.drift : [];
};

/** The attributes that a report names of a resource that differs from the state. */
const reported = (before: object, after: object, overrides: object = {}): readonly string[] => {
  const values = [
    { ...POLICY, change: { actions: ['no-op'], after: { name: 'ours' } } },
    { ...ATTACHED, change: { actions: ['no-op'], after: { policy_arn: 'arn:ours' } } },
  ];
  const json = {
    format_version: '1.2',
    resource_changes: values,
    resource_drift: [{ ...ROLE, change: { actions: ['update'], before, after } }],
    configuration: { root_module: { resources: [{ address: ROLE.address, expressions: { assume_role_policy: {} } }] } },
    ...overrides,
  };
  return driftIn(json).flatMap(({ attributes }) => attributes);
};

describe('the plan that Terraform made right after the first apply of the verifier stack', () => {
  const json = JSON.parse(readFileSync(FIRST_APPLY, 'utf8')) as { readonly resource_drift: readonly Drifted[] };

  it('reports nothing as changed outside Terraform, although Terraform lists eleven resources', () => {
    expect(json.resource_drift).toHaveLength(11);
    expect(driftIn(json)).toEqual([]);
  });

  it('reports what someone then changes in it', () => {
    const address = 'aws_s3_bucket_server_side_encryption_configuration.trust_encryption';
    const rule = [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }] }];
    const changed = json.resource_drift.map((each) =>
      each.address === address ? { ...each, change: { ...each.change, after: { ...each.change.after, rule } } } : each,
    );
    const found = driftIn({ ...json, resource_drift: changed });
    expect(found.map((each) => [each.address, each.attributes])).toEqual([[address, ['rule']]]);
  });
});

describe('a resource that differs from the state', () => {
  it.each([
    [
      'an attribute that the stack sets',
      { assume_role_policy: 'a' },
      { assume_role_policy: 'b' },
      ['assume_role_policy'],
    ],
    ['a tag', { tags: {}, tags_all: {} }, { tags: { a: 'b' }, tags_all: { a: 'b' } }, ['tags', 'tags_all']],
    ['an attribute that only AWS sets', { unique_id: 'a' }, { unique_id: 'b' }, []],
    ['a policy of the stack that was attached later', { inline_policy: [] }, { inline_policy: [{ name: 'ours' }] }, []],
    [
      'a policy that someone added',
      { inline_policy: [] },
      { inline_policy: [{ name: 'ours' }, { name: 'theirs' }] },
      ['inline_policy'],
    ],
    ['a managed policy of the stack', { managed_policy_arns: [] }, { managed_policy_arns: ['arn:ours'] }, []],
    [
      'a managed policy that someone attached',
      { managed_policy_arns: ['arn:ours'] },
      { managed_policy_arns: ['arn:ours', 'arn:theirs'] },
      ['managed_policy_arns'],
    ],
    ['policies in an unknown form', { inline_policy: [] }, { inline_policy: [1] }, ['inline_policy']],
  ])('is reported, or not, for %s', (_title, before, after, expected) => {
    expect(reported(before, after)).toEqual(expected);
  });

  it('is reported for every attribute when the plan does not say what the stack sets', () => {
    expect(reported({ unique_id: 'a' }, { unique_id: 'b' }, { configuration: undefined })).toEqual(['unique_id']);
  });

  it('is not reported for what no stack sets after it left the stack', () => {
    const configuration = { root_module: {} };
    expect(reported({ unique_id: 'a' }, { unique_id: 'b' }, { configuration })).toEqual([]);
  });
});

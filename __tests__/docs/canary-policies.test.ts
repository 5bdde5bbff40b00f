import { toDeployerPolicies, type Purpose } from '../../cli/commands/policies/deployer-policies';
import { MAX_MANAGED_POLICY_LENGTH } from '../../contracts/iam/policy';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { canaryFields } from '../support/deployment/deployment-canary';
import { roleWith } from '../support/iam/documented-policies';
import { deniedOf } from '../support/iam/evaluate';
import type { NeededPermission } from '../support/iam/needed-permissions';

const REPOSITORY = `arn:aws:ecr:eu-west-1:111122223333:repository/${canaryFields.canary.repository}`;
const signer = (resource: string, account = '111122223333') => `arn:aws:signer:eu-west-1:${account}:${resource}`;
const PROFILE = signer(`/signing-profiles/${canaryFields.canary.profile}`);
const JOB = '/signing-jobs/4a1b9f0e-7b1f-4c35-9f0a-0d9f3b1c2d3e';
const OURS = { 'aws:RequestTag/ecs-image-trust:deployment': 'dev' };

const to = (action: string, resource: string, context: NeededPermission['context'] = {}): NeededPermission => ({
  action,
  resource,
  context,
});
const SIGNING = [
  to('ecr:CreateRepository', REPOSITORY),
  to('ecr:TagResource', REPOSITORY),
  to('ecr:DeleteRepository', REPOSITORY),
  to('ecr:PutImage', REPOSITORY),
  to('signer:CancelSigningProfile', PROFILE),
  to('signer:TagResource', PROFILE),
  to('signer:SignPayload', PROFILE),
  to('signer:RevokeSignature', signer(JOB)),
];
const READ = [
  to('ecr:DescribeRepositories', REPOSITORY),
  to('ecr:ListTagsForResource', REPOSITORY),
  to('signer:GetSigningProfile', PROFILE),
];
const CREATE_PROFILE = to('signer:PutSigningProfile', '*', OURS);
const EXISTING = { existing: { signingProfile: signer('/signing-profiles/dev_workloads/a1B2c3D4e5') } };

const roleOf = (fields: Readonly<Record<string, unknown>>, ...purposes: readonly Purpose[]) =>
  roleWith(aSampleDeployment(fields), ...purposes);

describe('the policies of a deployment with canary images', () => {
  it.each(SIGNING.map((needed) => [needed.action, needed.resource, needed] as const))(
    'allow %s on %s to whoever deploys and signs, and only with canary images',
    async (_action, _resource, needed) => {
      expect(await deniedOf(roleOf(canaryFields, 'deploy-signing'), [needed])).toEqual([]);
      expect(await deniedOf(roleOf({}, 'deploy-signing'), [needed])).not.toEqual([]);
    },
  );

  it.each(READ.map((needed) => [needed.action, needed.resource, needed] as const))(
    'allow %s on %s to whoever reads, and only with canary images',
    async (_action, _resource, needed) => {
      expect(await deniedOf(roleOf(canaryFields, 'read'), [needed])).toEqual([]);
      expect(await deniedOf(roleOf({}, 'read'), [needed])).not.toEqual([]);
    },
  );

  it('allow creating the profile also where the own profile exists already, and only with the tag of the deployment', async () => {
    const role = roleOf({ ...canaryFields, ...EXISTING }, 'deploy-signing');
    expect(await deniedOf(role, [CREATE_PROFILE])).toEqual([]);
    expect(await deniedOf(role, [to('signer:PutSigningProfile', '*')])).not.toEqual([]);
    expect(await deniedOf(roleOf(EXISTING, 'deploy-signing'), [CREATE_PROFILE])).not.toEqual([]);
  });

  it('do not allow revoking a profile, or a signature of another account', async () => {
    const role = roleOf(canaryFields, 'read', 'deploy-signing', 'deploy-verifier', 'sample');
    const denied = [
      to('signer:RevokeSigningProfile', PROFILE),
      to('signer:RevokeSigningProfile', signer('/signing-profiles/dev_workloads')),
      to('signer:RevokeSignature', signer(JOB, '444455556666')),
    ];
    for (const needed of denied) expect(await deniedOf(role, [needed])).not.toEqual([]);
  });

  it.each(
    toDeployerPolicies(aSampleDeployment(canaryFields)).map(({ name, characters }) => [name, characters] as const),
  )('fit into managed policies: %s', (_name, characters) =>
    expect(characters).toBeLessThanOrEqual(MAX_MANAGED_POLICY_LENGTH),
  );
});

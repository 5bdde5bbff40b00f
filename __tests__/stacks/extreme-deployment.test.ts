import { toDeployerPolicies } from '../../cli/commands/policies/deployer-policies';
import { MAX_MANAGED_POLICY_LENGTH } from '../../contracts/iam/policy';
import { SampleStack } from '../../stacks/sample-stack';
import { SigningStack } from '../../stacks/signing-stack';
import { VerifierStack } from '../../stacks/verifier-stack';
import { extremeDeployment, type Extreme } from '../support/deployment/extreme-deployment';
import { synthFor } from '../support/terraform/synth';

/** The longest names of regions in each partition, with ordinary repositories and with the longest ones that a container runtime reads. */
const EXTREMES: readonly Extreme[] = [
  { region: 'us-gov-west-1', partition: 'aws-us-gov', repositoryLength: 60 },
  { region: 'us-gov-west-1', partition: 'aws-us-gov', repositoryLength: 255 },
  // In a region with a short name, the deployment's own name may be longer.
  { region: 'eu-west-1', partition: 'aws', repositoryLength: 60 },
  { region: 'ap-southeast-2', partition: 'aws', repositoryLength: 60 },
  { region: 'ap-southeast-2', partition: 'aws', repositoryLength: 255 },
];

describe.each(EXTREMES)(
  'a deployment with the longest names: $region, repositories of $repositoryLength',
  (extreme) => {
    const deployment = extremeDeployment(extreme);

    it.each([
      ['signing', SigningStack],
      ['verifier', VerifierStack],
      ['sample', SampleStack],
    ])('synthesises its %s stack without violations of the rules', (_name, Stack) => {
      expect(() => synthFor(Stack, deployment)).not.toThrow();
    });

    it('has managed policies that fit, and not too many for one role', () => {
      const managed = Object.values(synthFor(VerifierStack, deployment).all('aws_iam_policy'));
      for (const { policy } of managed) expect(String(policy).length).toBeLessThanOrEqual(MAX_MANAGED_POLICY_LENGTH);
      const roles = Object.values(synthFor(VerifierStack, deployment).all('aws_iam_role_policy_attachment')).map(
        ({ role }) => String(role),
      );
      for (const role of roles) expect(roles.filter((each) => each === role).length).toBeLessThanOrEqual(10);
    });

    it('can read every repository of its policies', () => {
      const { all } = synthFor(VerifierStack, deployment);
      const text = Object.values(all('aws_iam_policy'))
        .map(({ policy }) => String(policy))
        .join('\n');
      for (const name of deployment.signing.repositories.workloads) expect(text).toContain(`repository/${name}"`);
    });

    it('has policies for its deployer that fit, in all fewer than IAM attaches to a role at most', () => {
      const policies = toDeployerPolicies(deployment);
      for (const { document } of policies) {
        const sids = document.Statement.map(({ Sid }) => Sid);
        expect(new Set(sids).size).toBe(sids.length);
      }
      for (const { characters } of policies) expect(characters).toBeLessThanOrEqual(MAX_MANAGED_POLICY_LENGTH);
      expect(policies.length).toBeLessThanOrEqual(20);
    });
  },
);

describe('a deployment with the longest name, ten repositories and no optional settings', () => {
  it('needs at most two managed policies for each purpose', () => {
    const deployment = {
      ...extremeDeployment({ region: 'us-gov-west-1', partition: 'aws-us-gov', repositoryLength: 60 }),
      // The name of the bucket leaves room for fewer characters in this region.
      name: 'n'.repeat(31),
      permissionsBoundary: undefined,
      iamPath: undefined,
      keys: undefined,
      gate: undefined,
      breakGlass: undefined,
      launch: { memoryMegabytes: 1769, maximumConcurrency: 10 },
    };
    const { workloads, verifier } = deployment.signing.repositories;
    const ordinary = { ...deployment.signing, repositories: { verifier, workloads: workloads.slice(0, 10) } };
    expect(toDeployerPolicies({ ...deployment, signing: ordinary }).map(({ name }) => name)).toEqual([
      'read',
      'read-2',
      'deploy-signing',
      'deploy-verifier',
      'deploy-verifier-2',
      'sample',
      'report',
      'dead-letters',
    ]);
  });
});

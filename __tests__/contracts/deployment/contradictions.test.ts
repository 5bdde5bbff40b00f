import { complaintsAbout } from '../../support/deployment/deployment';

const OWN = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const policy = (repositories: readonly string[], signers: readonly string[] = [OWN]) => ({ repositories, signers });
const exemption = (repository: string) => ({
  repositories: [repository],
  reason: 'mirrored next week',
  until: '2027-01-31',
});
const withSigner = (signer: string) => ({ policies: { web: policy(['quay.io/shop/web'], [signer]) } });
const withCluster = (key: string) => ({ clusters: { [key]: { mode: 'enforce' } } });

describe('a deployment file that contradicts itself', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'partition and region',
      { partition: 'aws-us-gov' },
      'partition: expected aws, the partition of eu-west-1, found "aws-us-gov"',
    ],
    [
      'a cluster of another account',
      withCluster('arn:aws:ecs:eu-west-1:444455556666:cluster/pay'),
      `clusters["arn:aws:ecs:eu-west-1:444455556666:cluster/pay"]: expected the deployment's account 111122223333, found "arn:aws:ecs:eu-west-1:444455556666:cluster/pay"`,
    ],
    [
      'a cluster of another partition',
      withCluster('arn:aws-us-gov:ecs:eu-west-1:111122223333:cluster/pay'),
      `clusters["arn:aws-us-gov:ecs:eu-west-1:111122223333:cluster/pay"]: expected the deployment's partition aws, found "arn:aws-us-gov:ecs:eu-west-1:111122223333:cluster/pay"`,
    ],
    [
      'a signer of another partition',
      withSigner('arn:aws-us-gov:signer:us-gov-west-1:444455556666:/signing-profiles/release'),
      `policies.web.signers[0]: expected the deployment's partition aws, since signatures are isolated to partitions, found "arn:aws-us-gov:signer:us-gov-west-1:444455556666:/signing-profiles/release"`,
    ],
    [
      "the deployment's own profile in another region",
      withSigner('arn:aws:signer:us-east-1:111122223333:/signing-profiles/dev_workloads'),
      `policies.web.signers[0]: expected the deployment's region eu-west-1, where its own profile is, found "arn:aws:signer:us-east-1:111122223333:/signing-profiles/dev_workloads"`,
    ],
    [
      'one signer twice in one policy',
      { policies: { web: policy(['quay.io/shop/web'], [OWN, OWN]) } },
      `policies.web.signers[1]: expected each signer once (policies.web.signers[0] has it), found "${OWN}"`,
    ],
    [
      'a registry of another partition',
      { policies: { web: policy(['111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/web']) } },
      `policies.web.repositories[0]: expected an ECR registry of the deployment's partition aws, found "111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/web"`,
    ],
    [
      'two policies for one repository in two spellings',
      { policies: { a: policy(['nginx']), b: policy(['docker.io/library/nginx']) } },
      'policies.b.repositories[0]: expected each repository pattern once (policies.a.repositories[0] has it), found "docker.io/library/nginx"',
    ],
    [
      'two host forms of one ECR registry',
      {
        policies: {
          a: policy(['111122223333.dkr.ecr.eu-west-1.amazonaws.com/*']),
          b: policy(['111122223333.dkr-ecr-fips.eu-west-1.on.aws/*']),
        },
      },
      'policies.b.repositories[0]: expected each repository pattern once (policies.a.repositories[0] has it), found "111122223333.dkr-ecr-fips.eu-west-1.on.aws/*"',
    ],
    [
      'a policy and an exemption for one pattern',
      { policies: { a: policy(['quay.io/x/*']) }, exemptions: { vendor: exemption('quay.io/x/*') } },
      'exemptions.vendor.repositories[0]: expected each repository pattern once (policies.a.repositories[0] has it), found "quay.io/x/*"',
    ],
    [
      'one cluster by name and by ARN',
      {
        clusters: {
          pay: { mode: 'audit' },
          'arn:aws:ecs:eu-west-1:111122223333:cluster/pay': { mode: 'enforce' },
        },
      },
      'clusters["arn:aws:ecs:eu-west-1:111122223333:cluster/pay"]: expected each cluster once (clusters.pay has it), found "arn:aws:ecs:eu-west-1:111122223333:cluster/pay"',
    ],
    [
      "one repository for workloads and the verifier's image",
      { signing: { profile: 'dev_workloads', repositories: { workloads: ['trust'], verifier: 'trust' } } },
      'signing.repositories.verifier: expected each repository once (signing.repositories.workloads[0] has it), found "trust"',
    ],
    [
      'more required signers than there are',
      { policies: { web: { ...policy(['quay.io/shop/web'], [OWN]), require: 2 } } },
      "policies.web.require: expected at most 1, the number of the policy's signers, found 2",
    ],
  ])('is refused: %s', (_what, overrides, line) => {
    expect(complaintsAbout(overrides)).toEqual(['deployments/dev.json: 1 problem', `  ${line}`]);
  });

  it('is reported together with another mistake in the same policy', () => {
    const policies = { web: { ...policy(['nginx', 'docker.io/nginx']), signer: OWN } };
    expect(complaintsAbout({ policies })).toHaveLength(3);
  });

  it.each<[string, Record<string, unknown>]>([
    ['signers of other accounts', withSigner('arn:aws:signer:eu-west-1:444455556666:/signing-profiles/release')],
    ['signers of other regions', withSigner('arn:aws:signer:us-east-1:444455556666:/signing-profiles/release')],
    ['one signer of two policies', { policies: { a: policy(['quay.io/shop/web']), b: policy(['quay.io/shop/api']) } }],
    ['one version of a profile', withSigner(`${OWN}/a1B2c3D4e5`)],
    [
      'registries of other regions',
      { policies: { web: policy(['111122223333.dkr.ecr.us-east-1.amazonaws.com/web']) } },
    ],
    [
      'an exact repository that a wildcard covers',
      { policies: { a: policy(['quay.io/x/*']), b: policy(['quay.io/x/y']) } },
    ],
    ['one cluster name as part of another', { clusters: { pay: { mode: 'audit' }, pays: { mode: 'audit' } } }],
  ])('is not found in %s', (_what, overrides) => {
    expect(complaintsAbout(overrides)).toEqual([]);
  });
});

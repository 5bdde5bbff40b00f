import { aDeployment, complaintsAbout } from '../../support/deployment/deployment';
import { aSampleDeployment, sampleFields } from '../../support/deployment/deployment-sample';

const signing = { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } };
const sample = sampleFields.sample;
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';
const VERSION = 'the ARN arn:PARTITION:signer:REGION:ACCOUNT:/signing-profiles/NAME/VERSION';
const REFERENCE = 'the reference of an image, such as public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest';
const SOURCE = 'either { "copy": IMAGE } or { "build": DIRECTORY }';

describe('the fields of the deployment file for the stacks', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'an architecture that Lambda lacks',
      { architecture: 'amd64' },
      'architecture: expected one of "arm64", "x86_64", found "amd64"',
    ],
    [
      'less than one vCPU',
      { launch: { memoryMegabytes: 512 } },
      'launch.memoryMegabytes: expected a whole number from 1769 to 10240, found 512',
    ],
    [
      'a concurrency that SQS refuses',
      { launch: { maximumConcurrency: 1 } },
      'launch.maximumConcurrency: expected a whole number from 2 to 1000, found 1',
    ],
    [
      'a retention that CloudWatch lacks',
      { logRetentionDays: 100 },
      'logRetentionDays: expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, found 100',
    ],
    ['retainImages as a string', { retainImages: 'no' }, 'retainImages: expected true or false, found "no"'],
    [
      'a validity beyond what AWS Signer allows',
      { signing: { ...signing, validity: { unit: 'months', value: 136 } } },
      'signing.validity.value: expected a whole number from 1 to 135, found 136',
    ],
    [
      'a validity in weeks',
      { signing: { ...signing, validity: { unit: 'weeks', value: 1 } } },
      'signing.validity.unit: expected one of "days", "months", "years", found "weeks"',
    ],
    [
      'a signer that is no account',
      { signing: { ...signing, crossAccountSigners: ['*'] } },
      'signing.crossAccountSigners[0]: expected an account of 12 digits, found "*"',
    ],
    [
      'an existing profile without its version',
      { existing: { signingProfile: PROFILE } },
      `existing.signingProfile: expected ${VERSION}, found "${PROFILE}"`,
    ],
    [
      'a sample without subnets',
      { ...sampleFields, sample: { subnets: [] } },
      'sample.subnets: expected at least one subnet, found []',
    ],
    [
      'more subnets than ECS takes',
      {
        ...sampleFields,
        sample: { subnets: Array.from({ length: 17 }, (_, index) => `subnet-${10_000_000 + index}`) },
      },
      'sample.subnets: expected at most 16 subnets, found ["subnet-10000000","subnet-10000001","subnet-10000002","subnet-10000003","subne…',
    ],
    [
      'more security groups than ECS takes',
      { ...sampleFields, sample: { ...sample, securityGroups: Array.from({ length: 6 }, () => 'sg-12345678') } },
      'sample.securityGroups: expected at most 5 security groups, found ["sg-12345678","sg-12345678","sg-12345678","sg-12345678","sg-12345678","sg-1234…',
    ],
    [
      'an alias as existing profile',
      { existing: { signingProfile: 'arn:aws:signer:eu-west-1:111122223333:/aliases/web' } },
      `existing.signingProfile: expected ${VERSION} instead of an alias, which can be moved, found "arn:aws:signer:eu-west-1:111122223333:/aliases/web"`,
    ],
    [
      'two dots in a row in the name of the bucket for the state',
      { backend: { kind: 's3', bucket: 'a..b' } },
      'backend.bucket: expected the name of an S3 bucket: 3 to 63 lower-case letters, digits, hyphens and single dots, and not an IP address, found "a..b"',
    ],
    [
      'an invalid subnet id',
      { ...sampleFields, sample: { subnets: ['vpc-0a1b2c3d'] } },
      'sample.subnets[0]: expected the id of a subnet, found "vpc-0a1b2c3d"',
    ],
    [
      'an invalid security group id',
      { ...sampleFields, sample: { ...sample, securityGroups: ['default'] } },
      'sample.securityGroups[0]: expected the id of a security group, found "default"',
    ],
    [
      'a sample image that is no reference',
      { ...sampleFields, sample: { ...sample, image: { copy: 'Nginx:' } } },
      `sample.image.copy: expected ${REFERENCE}, found "Nginx:"`,
    ],
    [
      'a sample built outside the project',
      { ...sampleFields, sample: { ...sample, image: { build: 'a/../../b' } } },
      'sample.image.build: expected a relative path of a directory in the project, found "a/../../b"',
    ],
    [
      'a sample that is copied and built',
      { ...sampleFields, sample: { ...sample, image: { copy: 'nginx', build: 'x' } } },
      `sample.image: expected ${SOURCE}, found {"copy":"nginx","build":"x"}`,
    ],
  ])('is refused: %s', (_what, overrides, line) => {
    expect(complaintsAbout(overrides)).toEqual(['deployments/dev.json: 1 problem', `  ${line}`]);
  });

  it('fill in the defaults of a sample', () => {
    expect(aSampleDeployment().sample).toEqual({
      subnets: ['subnet-0a1b2c3d4e5f60718'],
      securityGroups: [],
      assignPublicIp: false,
      image: { copy: 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest' },
    });
  });

  it('can name resources that exist already', () => {
    const existing = {
      signingProfile: `${PROFILE}/a1B2c3D4e5`,
      workloadRepositories: ['shop/web'],
      verifierRepository: true,
    };
    expect(aDeployment({ existing }).existing).toEqual(existing);
  });
});

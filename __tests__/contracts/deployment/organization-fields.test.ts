import { aDeployment, complaintsAbout } from '../../support/deployment/deployment';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/org/boundary';
const VPC = { subnets: ['subnet-0a1b2c3d4e5f60718'], securityGroups: ['sg-0a1b2c3d4e5f60718'] };
const PROFILE = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads/a1B2c3D4e5';

const signing = (...crossAccountSigners: readonly string[]) => ({
  profile: 'dev_workloads',
  crossAccountSigners,
  repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' },
});

describe('the settings that organizations require', () => {
  it('are off by default', () => {
    const { permissionsBoundary, iamPath, keys, launch } = aDeployment();
    expect([permissionsBoundary, iamPath, keys, launch.vpc]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('are read from the deployment file', () => {
    const keys = { queue: KEY, bucket: KEY, table: KEY, logs: KEY };
    const settings = { permissionsBoundary: BOUNDARY, iamPath: '/platform/ecs/', keys };
    expect(aDeployment({ ...settings, launch: { vpc: VPC } })).toMatchObject({ ...settings, launch: { vpc: VPC } });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a boundary that is no policy',
      { permissionsBoundary: 'boundary' },
      'permissionsBoundary: expected the ARN arn:PARTITION:iam::ACCOUNT:policy/NAME of a managed policy, found "boundary"',
    ],
    [
      'a boundary of another account',
      { permissionsBoundary: 'arn:aws:iam::444455556666:policy/boundary' },
      'permissionsBoundary: expected a policy of the account 111122223333 in aws, found "arn:aws:iam::444455556666:policy/boundary"',
    ],
    [
      'a boundary of another partition',
      { permissionsBoundary: 'arn:aws-us-gov:iam::111122223333:policy/boundary' },
      'permissionsBoundary: expected a policy of the account 111122223333 in aws, found "arn:aws-us-gov:iam::111122223333:policy/boundary"',
    ],
    [
      'a path without slashes around it',
      { iamPath: 'platform' },
      'iamPath: expected a path of at most 512 letters, digits and _+=,.@-, between slashes, such as /platform/, found "platform"',
    ],
    [
      'a path with a character that Lambda refuses in the ARN of a role',
      { iamPath: '/plat form/' },
      'iamPath: expected a path of at most 512 letters, digits and _+=,.@-, between slashes, such as /platform/, found "/plat form/"',
    ],
    [
      'the alias of a key',
      { keys: { table: 'arn:aws:kms:eu-west-1:111122223333:alias/ledger' } },
      'keys.table: expected the ARN arn:PARTITION:kms:REGION:ACCOUNT:key/ID of a KMS key (an alias is not enough), found "arn:aws:kms:eu-west-1:111122223333:alias/ledger"',
    ],
    [
      'a key of another region',
      { keys: { queue: KEY.replace('eu-west-1', 'us-east-1') } },
      `keys.queue: expected a key of the deployment's region eu-west-1, found "${KEY.replace('eu-west-1', 'us-east-1')}"`,
    ],
    [
      'a VPC without security groups',
      { launch: { vpc: { ...VPC, securityGroups: [] } } },
      'launch.vpc.securityGroups: expected at least one security group, found []',
    ],
    [
      'a VPC with more subnets than Lambda takes',
      { launch: { vpc: { ...VPC, subnets: Array<string>(17).fill('subnet-0a1b2c3d4e5f60718') } } },
      'launch.vpc.subnets: expected at most 16 subnets',
    ],
  ])('are refused with one sentence: %s', (_what, overrides, line) => {
    expect(complaintsAbout(overrides)[1]).toMatch(new RegExp(`^  ${line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  });

  it('accept a boundary that AWS itself publishes', () => {
    expect(complaintsAbout({ permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' })).toEqual([]);
  });
});

describe('an account that may sign with the profile', () => {
  it('is refused when it is listed twice', () => {
    expect(complaintsAbout({ signing: signing('444455556666', '444455556666') }).slice(1)).toEqual([
      '  signing.crossAccountSigners[1]: expected each account once (signing.crossAccountSigners[0] has it), found "444455556666"',
    ]);
  });

  it('is refused beside a profile that exists already, since only its owner can grant its use', () => {
    expect(
      complaintsAbout({ signing: signing('444455556666'), existing: { signingProfile: PROFILE } }).slice(1),
    ).toEqual([
      '  signing.crossAccountSigners[0]: expected no account beside existing.signingProfile, whose owner grants its use (aws signer add-profile-permission), found "444455556666"',
    ]);
  });
});

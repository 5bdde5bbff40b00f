import { complaintsAbout, deploymentInput } from '../../support/deployment/deployment';

const signing = {
  profile: 'dev_workloads',
  repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' },
};
const policy = {
  repositories: ['quay.io/shop/web'],
  signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
};
const withPattern = (pattern: string) => ({ policies: { web: { ...policy, repositories: [pattern] } } });
const withSigner = (signer: string) => ({ policies: { web: { ...policy, signers: [signer] } } });
const without = (key: string) => ({ [key]: undefined });

const SIGNER = 'the ARN arn:PARTITION:signer:REGION:ACCOUNT:/signing-profiles/NAME or …/NAME/VERSION';
const REGION = 'a region such as eu-west-1 (supported partitions: aws, aws-us-gov)';
const PROFILE = 'a profile name of 2 to 64 letters, digits and underscores (AWS Signer allows no hyphen)';
const NAME = 'a name of 2 to 31 lower-case letters, digits and single hyphens that begins with a letter';
const REPOSITORY =
  'the name of an ECR repository without a registry: 2 to 256 lower-case letters and digits, with single . _ - / between them';
const TAG_KEY =
  'a tag key of 1 to 128 letters of a to z, digits and + - = . _ : / that does not begin with aws:, since AWS Signer refuses any other';
const LITERAL = 'literal text without ${ or %{, which Terraform would evaluate';

describe('a field of the deployment file', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['no version', without('version'), 'version: expected 1, found nothing'],
    ['another version', { version: 2 }, 'version: expected 1, found 2'],
    ['no account', without('account'), 'account: expected an account of 12 digits, found nothing'],
    ['a short account', { account: '1' }, 'account: expected an account of 12 digits, found "1"'],
    [
      'an account without quotes',
      { account: 111122223333 },
      'account: expected an account of 12 digits in quotes: "111122223333", found 111122223333',
    ],
    [
      'an account without quotes that lost a leading zero',
      { account: 11122223333 },
      'account: expected an account of 12 digits in quotes, found 11122223333',
    ],
    [
      'an account with hyphens',
      { account: '1111-2222-3333' },
      'account: expected an account of 12 digits: "111122223333", found "1111-2222-3333"',
    ],
    [
      'a Chinese region',
      { region: 'cn-north-1', policies: { web: policy } },
      `region: expected ${REGION}, found "cn-north-1"`,
    ],
    ['an availability zone as region', { region: 'eu-west-1a' }, `region: expected ${REGION}, found "eu-west-1a"`],
    [
      'the Chinese partition',
      { partition: 'aws-cn' },
      'partition: expected one of the supported partitions: aws, aws-us-gov, found "aws-cn"',
    ],
    [
      'an unknown backend',
      { backend: { kind: 'gcs' } },
      'backend.kind: expected one of "local", "s3", "cloud", found "gcs"',
    ],
    [
      'a backend without its bucket',
      { backend: { kind: 's3' } },
      'backend.bucket: expected the name of an S3 bucket, found nothing',
    ],
    [
      'a backend with a stray key',
      { backend: { kind: 'local', path: 'x' } },
      'backend.path: expected a known key (kind), found "path"',
    ],
    ['an array instead of an object', { signing: [] }, 'signing: expected an object, found []'],
    ['an unknown mode', { mode: 'Enforce' }, 'mode: expected one of "audit", "enforce", found "Enforce"'],
    [
      'a cluster without mode',
      { clusters: { pay: {} } },
      'clusters.pay.mode: expected one of "audit", "enforce", found nothing',
    ],
    [
      'a cluster with a path',
      { clusters: { 'a/b': { mode: 'audit' } } },
      'clusters["a/b"]: expected the name or the ARN of an ECS cluster, found "a/b"',
    ],
    [
      'a profile with a hyphen',
      { signing: { ...signing, profile: 'dev-web' } },
      `signing.profile: expected ${PROFILE}, found "dev-web"`,
    ],
    [
      'a repository with its registry',
      { signing: { ...signing, repositories: { workloads: ['a.b:5/c'], verifier: 'ok' } } },
      `signing.repositories.workloads[0]: expected ${REPOSITORY}, found "a.b:5/c"`,
    ],
    [
      'two underscores in a row in the name of a repository',
      { signing: { ...signing, repositories: { workloads: ['shop__web'], verifier: 'ok' } } },
      `signing.repositories.workloads[0]: expected ${REPOSITORY}, found "shop__web"`,
    ],
    ['no policy at all', { policies: {} }, 'policies: expected at least one policy, found {}'],
    [
      'a policy without signers',
      { policies: { web: { ...policy, signers: [] } } },
      'policies.web.signers: expected at least one signer, found []',
    ],
    ...[0, 1.5, 'both', null].map((require): [string, Record<string, unknown>, string] => [
      `${JSON.stringify(require)} required signers`,
      { policies: { web: { ...policy, require } } },
      `policies.web.require: expected any, all or a whole number of signers, at least 1, found ${JSON.stringify(require)}`,
    ]),
    [
      'a star as pattern',
      withPattern('*/*'),
      'policies.web.repositories[0]: expected a registry before a star, such as docker.io/library/*, since this pattern covers everything by accident, found "*/*"',
    ],
    [
      'a pattern with a tag',
      withPattern('nginx:1'),
      'policies.web.repositories[0]: expected a repository without tag or digest, found "nginx:1"',
    ],
    ['a signer that is not an ARN', withSigner('web'), `policies.web.signers[0]: expected ${SIGNER}, found "web"`],
    [
      'a signer without its slash',
      withSigner('arn:aws:signer:eu-west-1:111122223333:signing-profiles/web'),
      `policies.web.signers[0]: expected ${SIGNER}, found "arn:aws:signer:eu-west-1:111122223333:signing-profiles/web"`,
    ],
    [
      'the alias of a profile as signer',
      withSigner('arn:aws:signer:eu-west-1:111122223333:/aliases/web'),
      `policies.web.signers[0]: expected ${SIGNER} instead of an alias, which whoever manages the profile can move to another one, found "arn:aws:signer:eu-west-1:111122223333:/aliases/web"`,
    ],
    [
      'a wildcard signer',
      withSigner('arn:aws:signer:eu-west-1:111122223333:/signing-profiles/*'),
      `policies.web.signers[0]: expected ${SIGNER} without wildcards, which AWS Signer refuses, found "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/*"`,
    ],
    [
      'no confirmation',
      { responses: { confirmUnsignedAfterSeconds: 0 } },
      'responses.confirmUnsignedAfterSeconds: expected a whole number from 1 to 3600, found 0',
    ],
    [
      'half a stop',
      { responses: { stopBudget: { stops: 1.5 } } },
      'responses.stopBudget.stops: expected a whole number from 1 to 1000, found 1.5',
    ],
    ["AWS's own tag", { tags: { 'aws:x': 'y' } }, `tags["aws:x"]: expected ${TAG_KEY}, found "aws:x"`],
    ['an expression in a tag', { tags: { team: '${var.x}' } }, `tags.team: expected ${LITERAL}, found "\${var.x}"`],
    [
      'a long value, cut',
      { mode: 'x'.repeat(200) },
      `mode: expected one of "audit", "enforce", found "${'x'.repeat(78)}…`,
    ],
  ])('is refused: %s', (_what, overrides, line) => {
    expect(complaintsAbout(overrides)).toEqual(['deployments/dev.json: 1 problem', `  ${line}`]);
  });

  it.each(['1dev', 'd', 'Dev', 'dev_1', 'dev-', 'dev--eu', 'd'.repeat(32)])('is refused: the name %s', (name) => {
    const lines = complaintsAbout({ name }, `deployments/${name}.json`);
    expect(lines.slice(1)).toEqual([`  name: expected ${NAME}, found "${name}"`]);
  });

  it.each([
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web',
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.0',
    'https://111122223333.dkr-ecr.eu-west-1.on.aws/shop/web',
    'arn:aws:ecr:eu-west-1:111122223333:repository/shop/web',
  ])('is refused, with the right name: the repository %s', (workload) => {
    const repositories = { workloads: [workload], verifier: 'ok' };
    expect(complaintsAbout({ signing: { ...signing, repositories } }).slice(1)).toEqual([
      `  signing.repositories.workloads[0]: expected the name of an ECR repository without its registry: shop/web, found "${workload}"`,
    ]);
  });

  it.each(['shop/web', 'a.b/c-d/e_f', 'ok', 'docker.io/library/nginx'])(
    'is accepted: the repository %s',
    (workload) => {
      const repositories = { workloads: [workload], verifier: 'dev-image-trust' };
      expect(complaintsAbout({ signing: { ...signing, repositories } })).toEqual([]);
    },
  );

  it('may be left out if it is optional', () => {
    expect(complaintsAbout(deploymentInput())).toEqual([]);
  });
});

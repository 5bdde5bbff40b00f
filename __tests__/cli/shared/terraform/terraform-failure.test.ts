import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OLDEST_TERRAFORM } from '../../../../contracts/naming/oldest-terraform';
import { terraformFailure } from '../../../../cli/shared/terraform/terraform-failure';

const FIXTURES = join(__dirname, '../../../fixtures/terraform');

const failureOf = (name: string) => {
  const { code, message } = terraformFailure(
    'planning dev-verifier',
    readFileSync(join(FIXTURES, `${name}.txt`), 'utf8'),
  );
  return { code, message };
};

describe('terraformFailure', () => {
  it.each([
    [
      'terraform-too-old',
      'missing',
      `Terraform 1.11.4 is too old for the stacks: install Terraform ${OLDEST_TERRAFORM} or later`,
    ],
    ['cdktf-no-terraform', 'missing', `Terraform was not found: install Terraform ${OLDEST_TERRAFORM}`],
    ['provider-not-in-mirror', 'missing', 'the version of the AWS provider that the stacks require is not available'],
    ['registry-unreachable', 'temporary', "Terraform's provider registry cannot be reached"],
    ['cdktf-registry-unreachable', 'temporary', "Terraform's provider registry cannot be reached"],
    ['assumed-provider-lock', 'temporary', 'or use --skip-provider-lock'],
    ['state-bucket-missing', 'refused', 'the state bucket no-such-bucket-of-mine does not exist: create it first'],
    [
      'state-access-denied',
      'refused',
      'the state bucket dev-state denies access: the identity that you run this with needs s3:ListBucket',
    ],
    ['state-unreachable', 'temporary', 'cannot be reached'],
    ['state-without-credentials', 'refused', 'you are not logged in to AWS'],
    [
      'state-place-changed',
      'failed',
      'the deployment file keeps the state in another place than the last run here did',
    ],
    ['not-initialised', 'failed', 'the deployment file keeps the state in another place than the last run here did'],
    ['provider-without-credentials', 'refused', 'you are not logged in to AWS'],
    ['expired-credentials', 'refused', 'the AWS login has expired'],
    ['invalid-credentials', 'refused', 'AWS does not recognise these credentials'],
    ['wrong-account', 'refused', 'the AWS login is for account 123456789012, but the deployment file names another'],
    ['access-denied', 'refused', 'AWS denies iam:CreateRole: the identity that you run this with needs it'],
    ['throttled', 'temporary', 'AWS is throttling requests'],
    ['service-unavailable', 'temporary', 'or is failing'],
    ['aws-unreachable', 'temporary', 'cannot be reached'],
    [
      'repository-not-empty',
      'refused',
      'the repository full/repo still holds images: delete them, or set "retainImages": false',
    ],
    ['image-absent', 'refused', 'is no longer in its repository: run npx image-trust sign-and-push'],
    ['prevent-destroy', 'failed', 'terraform_data.x is protected (prevent_destroy)'],
    [
      'assumed-profile-cancelled',
      'refused',
      'the signing profile name dev_workloads is taken, or was the name of a cancelled profile',
    ],
    ['assumed-queue-exists', 'refused', "SQS Queue (dev-image-trust) already exists, but not in this stack's state"],
    [
      'assumed-bucket-of-another-account',
      'refused',
      'S3 Bucket (dev-image-trust-111122223333-eu-west-1) already exists',
    ],
    ['assumed-cloud-login', 'refused', 'you are not logged in to Terraform Cloud: run terraform login'],
  ])('reads %s as %s', (name, code, sentence) => {
    const failure = failureOf(name);
    expect(failure).toEqual({ code, message: expect.stringContaining(sentence) });
    expect(failure.message).toMatch(/^planning dev-verifier: /);
  });

  it.each([['state-locked-local'], ['state-locked-s3']])(
    'says who holds the lock, since when, and how to break it: %s',
    (name) => {
      const { code, message } = failureOf(name);
      expect(code).toBe('refused');
      expect(message).toMatch(
        /the state is locked by ci@runner, since 2026-11-24 22:5\d:\d\d UTC: wait until that run has ended; only if you are certain that it no longer runs, run terraform force-unlock [0-9a-f-]{36} in/,
      );
    },
  );

  it('does not invent a holder or a time when the lock names none', () => {
    expect(failureOf('assumed-cloud-locked')).toEqual({
      code: 'refused',
      message: expect.stringContaining('the state is locked by an unknown holder: wait'),
    });
  });

  it.each([
    ['precondition', 'no signed image "verifier" of 123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust'],
    [
      'cdktf-precondition',
      'no signed image "sample-signed" of 123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/signed',
    ],
  ])('passes on the whole message of a condition about the lock: %s', (name, lacking) => {
    const { code, message } = failureOf(name);
    const sentence = `deployments/dev.lock.json names ${lacking}: run image-trust sign-and-push --deployment dev, then plan again.`;
    expect(code).toBe('failed');
    expect(message.replace(' (and 1 more error)', '')).toBe(`planning dev-verifier: ${sentence}`);
  });

  it('passes on the messages of our own synthesis, line by line, when cdktf runs it', () => {
    expect(failureOf('cdktf-lock-of-another-deployment')).toEqual({
      code: 'failed',
      message: [
        'planning dev-verifier: the stacks cannot be synthesised; fix this, then run this again',
        '  |     deployments/dev.lock.json: 1 problem',
        '  |       deployment: expected dev, the deployment that the file is named for, found "prod"',
      ].join('\n'),
    });
  });

  it('quotes AWS without what only its support can use', () => {
    expect(failureOf('throttled').message).toMatch(
      / \(creating IAM Role \(dev2-launch\): operation error IAM: CreateRole, exceeded maximum number of attempts, 1, api error Throttling: Rate exceeded\)$/,
    );
  });

  it('passes on unknown errors of Terraform', () => {
    const { code, message } = terraformFailure(
      'planning dev-sample',
      '╷\n│ Error: Moon in the way\n│ \n│   with aws_moon.x,\n│ Wait.\n╵\n',
    );
    expect(code).toBe('failed');
    expect(message).toBe(
      'planning dev-sample: it failed; fix this, then run this again\n  | Error: Moon in the way with aws_moon.x, Wait.',
    );
  });

  it('passes on the last lines when no line calls itself an error', () => {
    expect(terraformFailure('it', 'one\ntwo\n').message).toBe(
      'it: it failed; fix this, then run this again\n  | one\n  | two',
    );
  });

  it('has a message when Terraform printed nothing', () => {
    expect(terraformFailure('it', '').message).toContain('it failed without an error message');
  });

  it('does not take a warning for the cause', () => {
    const { message } = terraformFailure('it', 'Warning: connection refused once\n\nError: Moon in the way\n');
    expect(message).toContain('Error: Moon in the way');
    expect(message).not.toContain('cannot be reached');
  });

  it("passes on a failed validation without cdktf's advice to skip it", () => {
    const { message } = terraformFailure(
      'cdktf deploy dev-signing',
      [
        'Command output on stderr:',
        '    Error: App-level validation failed with the following errors:',
        '      [dev-verifier] aws_iam_policy.x: the policy has 7000 characters, IAM allows 6144',
        '    Validations allow for dynamic verification of your project.',
        "    To skip validations, add 'skipValidation: true' to your App config.",
      ].join('\n'),
    );
    expect(message).toContain('the policy has 7000 characters');
    expect(message).not.toMatch(/skip/i);
  });

  it('lets no control character of a name through', () => {
    const { message } = terraformFailure('it', 'Error: Moon \u001b]0;title\u0007 \u202e gone\n');
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
  });
});

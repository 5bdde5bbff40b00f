import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
      'Terraform 1.11.4 is older than the stacks need: install Terraform 1.10.0 or later',
    ],
    ['cdktf-no-terraform', 'missing', 'Terraform is not on this machine: install Terraform 1.10.0'],
    [
      'provider-not-in-mirror',
      'missing',
      'the AWS provider of the version that the stacks ask for is not to be had here',
    ],
    ['registry-unreachable', 'temporary', 'the registry of Terraform’s providers cannot be reached'],
    ['cdktf-registry-unreachable', 'temporary', 'the registry of Terraform’s providers cannot be reached'],
    ['assumed-provider-lock', 'temporary', 'or use --skip-provider-lock'],
    [
      'state-bucket-missing',
      'refused',
      'the bucket no-such-bucket-of-mine for the state does not exist: make it before',
    ],
    [
      'state-access-denied',
      'refused',
      'the bucket dev-state refuses: the identity that you run this with needs s3:ListBucket',
    ],
    ['state-unreachable', 'temporary', 'cannot be reached'],
    ['state-without-credentials', 'refused', 'nobody is logged in to AWS'],
    ['state-place-changed', 'failed', 'the deployment file keeps the state elsewhere than the last run here did'],
    ['not-initialised', 'failed', 'the deployment file keeps the state elsewhere than the last run here did'],
    ['provider-without-credentials', 'refused', 'nobody is logged in to AWS'],
    ['expired-credentials', 'refused', 'the AWS login has expired'],
    ['invalid-credentials', 'refused', 'AWS does not know these credentials'],
    ['wrong-account', 'refused', 'the AWS login is for account 123456789012, the deployment file names another'],
    ['access-denied', 'refused', 'AWS refuses iam:CreateRole: the identity that you run this with needs it'],
    ['throttled', 'temporary', 'AWS says that it is asked too fast'],
    ['service-unavailable', 'temporary', 'does not do its work'],
    ['aws-unreachable', 'temporary', 'cannot be reached'],
    [
      'repository-not-empty',
      'refused',
      'the repository full/repo still holds images: delete them, or set "retainImages": false',
    ],
    ['image-absent', 'refused', 'is not in its repository any more: run image-trust sign-and-push'],
    ['prevent-destroy', 'failed', 'terraform_data.x refuses to be destroyed'],
    [
      'assumed-profile-cancelled',
      'refused',
      'the name of the signing profile dev_workloads is taken, or belonged to one that was cancelled',
    ],
    ['assumed-queue-exists', 'refused', "SQS Queue (dev-image-trust) is there already, but not in this stack's state"],
    [
      'assumed-bucket-of-another-account',
      'refused',
      'S3 Bucket (dev-image-trust-111122223333-eu-west-1) is there already',
    ],
    ['assumed-cloud-login', 'refused', 'nobody is logged in to Terraform Cloud: run terraform login'],
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
        /the state is locked by ci@runner, since 2026-11-24 22:5\d:\d\d UTC: wait until that run has ended; only if it is certain that it runs no more, terraform force-unlock [0-9a-f-]{36} in/,
      );
    },
  );

  it('does not invent a holder or a time where the lock tells none', () => {
    expect(failureOf('assumed-cloud-locked')).toEqual({
      code: 'refused',
      message: expect.stringContaining('the state is locked by somebody: wait'),
    });
  });

  it.each([
    ['precondition', 'no signed image "verifier" of 123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust'],
    [
      'cdktf-precondition',
      'no signed image "sample-signed" of 123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/signed',
    ],
  ])('passes on what a condition of the lock says, whole: %s', (name, lacking) => {
    const { code, message } = failureOf(name);
    const sentence = `deployments/dev.lock.json names ${lacking}: run image-trust sign-and-push --deployment dev, then plan again.`;
    expect(code).toBe('failed');
    expect(message.replace(' (and 1 more error)', '')).toBe(`planning dev-verifier: ${sentence}`);
  });

  it.each([['already-exists'], ['cdktf-already-exists']])(
    'names what is there already, how to take it over, and how many more: %s',
    (name) => {
      const { code, message } = failureOf(name);
      expect(code).toBe('refused');
      expect(message).toMatch(/ECR Repository \((?:shop\/web|dev-[a-z/-]+)\) is there already/);
      expect(message).toMatch(/terraform import 'aws_ecr_repository\.[\w-]+' ID/);
      expect(message).toMatch(/ \(and \d more errors\)$/);
    },
  );

  it('passes on what our own synthesis says, line by line, when cdktf runs it', () => {
    expect(failureOf('cdktf-lock-of-another-deployment')).toEqual({
      code: 'failed',
      message: [
        'planning dev-verifier: the stacks cannot be synthesised; mend what it says, then run this again',
        '  |     deployments/dev.lock.json: 1 problem',
        '  |       deployment: expected dev, the deployment that the file is named for, found "prod"',
      ].join('\n'),
    });
  });

  it('quotes what AWS said, without what only its support can use', () => {
    expect(failureOf('throttled').message).toMatch(
      / \(creating IAM Role \(dev2-launch\): operation error IAM: CreateRole, exceeded maximum number of attempts, 1, api error Throttling: Rate exceeded\)$/,
    );
  });

  it('passes on the errors of Terraform that it does not know', () => {
    const { code, message } = terraformFailure(
      'planning dev-sample',
      '╷\n│ Error: Moon in the way\n│ \n│   with aws_moon.x,\n│ Wait.\n╵\n',
    );
    expect(code).toBe('failed');
    expect(message).toBe(
      'planning dev-sample: it failed; mend what it says, then run this again\n  | Error: Moon in the way with aws_moon.x, Wait.',
    );
  });

  it('passes on the last lines where nothing calls itself an error', () => {
    expect(terraformFailure('it', 'one\ntwo\n').message).toBe(
      'it: it failed; mend what it says, then run this again\n  | one\n  | two',
    );
  });

  it('has something to say when nothing was said', () => {
    expect(terraformFailure('it', '').message).toContain('it failed without a word');
  });

  it('does not take a warning for the cause', () => {
    const { message } = terraformFailure('it', 'Warning: connection refused once\n\nError: Moon in the way\n');
    expect(message).toContain('Error: Moon in the way');
    expect(message).not.toContain('cannot be reached');
  });

  it('lets no control character of a name through', () => {
    const { message } = terraformFailure('it', 'Error: Moon \u001b]0;title\u0007 \u202e gone\n');
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
  });
});

import { parseSignOptions } from '../../../../cli/commands/sign/options';
import { signerFor } from '../../../../cli/commands/sign/signer-for';

const REPOSITORY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web';
const IMAGE = `${REPOSITORY}@sha256:${'a'.repeat(64)}`;
const PROFILE = 'arn:aws-us-gov:signer:us-gov-west-1:444455556666:/signing-profiles/release';

const complaint = (...args: readonly string[]): string => {
  try {
    parseSignOptions(args);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('the arguments of image-trust sign', () => {
  it('are images by digest and options in any order', () => {
    expect(parseSignOptions(['--builder', 'docker', IMAGE, '--profile', PROFILE])).toEqual({
      images: [IMAGE],
      deployment: undefined,
      outputs: undefined,
      profile: PROFILE,
      builder: 'docker',
      json: false,
    });
  });

  it.each<[string, readonly string[], string]>([
    ['no image', [], 'IMAGE: expected at least one image by digest, found none'],
    ['a tag, which can move', [`${REPOSITORY}:1.0`], 'expected a digest, since a tag can move'],
    [
      'a registry that gives no ECR login',
      [`docker.io/a/b@sha256:${'a'.repeat(64)}`],
      'expected an image in ECR, found the registry docker.io',
    ],
    ['what is no reference', ['a b'], 'IMAGE "a b": expected a repository of lower-case path segments'],
    ['what is no profile', [IMAGE, '--profile', 'release'], '--profile: expected the ARN of a signing profile'],
    [
      'a partition without container signing',
      [IMAGE, '--profile', PROFILE.replace('aws-us-gov', 'aws-cn')],
      'in aws or aws-us-gov',
    ],
    [
      'a profile beside a deployment',
      [IMAGE, '--profile', PROFILE, '--deployment', 'dev'],
      '--deployment, --profile: expected one of them, found both',
    ],
    ['an unknown builder', [IMAGE, '--builder', 'x'], '--builder: expected docker, podman, buildah, found "x"'],
  ])('are refused: %s', (_what, args, message) => {
    expect(complaint(...args)).toContain(message);
  });
});

describe('signerFor', () => {
  it.each([PROFILE, `${PROFILE}/a1B2c3D4e5`])('takes place and profile from the ARN %s', (profile) => {
    expect(signerFor(parseSignOptions([IMAGE, '--profile', profile]), {})).toEqual({
      signer: { profileArn: PROFILE, profileVersionArn: profile },
      region: 'us-gov-west-1',
      partition: 'aws-us-gov',
    });
  });
});

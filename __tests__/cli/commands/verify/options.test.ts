import { parseVerifyOptions } from '../../../../cli/commands/verify/options';

const DIGEST = `sha256:${'a'.repeat(64)}`;

const complaint = (args: readonly string[]): string => {
  try {
    parseVerifyOptions(args);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('the arguments of image-trust verify', () => {
  it('are images and options in any order', () => {
    expect(
      parseVerifyOptions(['--json', `nginx@${DIGEST}`, '--trust', 'trust.json', '--explain', 'quay.io/a/b']),
    ).toEqual({
      images: [`nginx@${DIGEST}`, 'quay.io/a/b'],
      deployment: undefined,
      trust: 'trust.json',
      json: true,
      explain: true,
    });
  });

  it.each<[string, readonly string[], string]>([
    ['no image', [], 'verify: usage error\n  IMAGE: expected at least one image reference, found none'],
    ['an unknown option', ['nginx', '--force'], 'verify: usage error\n  expected an option of verify, found --force'],
    [
      'an option behind the dashes that end options',
      ['--', '--explain'],
      'verify: usage error\n  IMAGE "--explain": expected a repository of lower-case path segments, found "--explain"',
    ],
    [
      'two sources of trust, beside an image that is none',
      ['a b', '--deployment', 'x', '--trust', 'y'],
      'verify: usage error\n  IMAGE "a b": expected a repository of lower-case path segments, found "a b"\n  --deployment, --trust: expected one of them, found both',
    ],
  ])('are refused with every problem: %s', (_what, args, message) => {
    expect(complaint(args)).toContain(message);
  });
});

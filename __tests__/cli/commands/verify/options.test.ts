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
      taskDefinitions: [],
      compose: [],
      services: [],
      running: [],
      deployment: undefined,
      trust: 'trust.json',
      json: true,
      junit: undefined,
      sarif: undefined,
      markdown: undefined,
      explain: true,
    });
  });

  it('may be other sources than images, as often as needed', () => {
    const args = [
      '--task-definition',
      'a.json',
      '--compose',
      'b.yaml',
      '--task-definition',
      'web:7',
      '--service',
      'pay/web',
      '--running',
      'pay',
    ];
    expect(parseVerifyOptions(args, '/elsewhere')).toMatchObject({
      images: [],
      taskDefinitions: ['/elsewhere/a.json', 'web:7'],
      compose: ['/elsewhere/b.yaml'],
      services: ['pay/web'],
      running: ['pay'],
    });
  });

  it.each<[string, readonly string[], string]>([
    [
      'nothing to verify',
      ['--json'],
      'verify: usage error\n  expected an image reference, --task-definition, --compose, --service or --running, found none',
    ],
    [
      'names of nothing in ECS',
      ['--service', 'web', '--running', 'a b'],
      'verify: usage error\n  --service: expected CLUSTER/SERVICE, found "web"\n  --running: expected the name or the ARN of a cluster, found "a b"',
    ],
    [
      'no file',
      ['--compose=', '--task-definition='],
      '  --task-definition: expected a file, found nothing\n  --compose: expected a file, found nothing',
    ],
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

import { parseDeployOptions } from '../../../../cli/commands/deploy/options';

const DEFAULTS = {
  deployment: undefined,
  only: undefined,
  autoApprove: false,
  allowIrreversible: false,
  dryRun: false,
  json: false,
  skipProviderLock: false,
  signAndPush: [],
};

const DECIDED = '  --: expected only options that deploy does not decide itself';

describe('the arguments of image-trust deploy', () => {
  it.each([
    [[], {}],
    [['--deployment', 'dev', '--only', 'verifier'], { deployment: 'dev', only: 'verifier' }],
    [
      ['--auto-approve', '--dry-run', '--skip-provider-lock', '--json'],
      { autoApprove: true, dryRun: true, skipProviderLock: true, json: true },
    ],
    [['--allow-irreversible'], { allowIrreversible: true }],
    [['--', '--builder', 'podman'], { signAndPush: ['--builder', 'podman'] }],
    [['--only', 'images', '--', '--image', 'verifier'], { only: 'images', signAndPush: ['--image', 'verifier'] }],
  ])('are read: %j', (args, expected) => {
    expect(parseDeployOptions(args)).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each([
    ['an unknown option', ['--force'], 'deploy: usage error\n  expected an option of deploy, found --force'],
    ['an operand', ['dev'], '  expected only options, found "dev"'],
    ['an unknown part', ['--only', 'all'], '  --only: expected signing, images, verifier, sample, found "all"'],
    [
      'a builder that sign-and-push does not know',
      ['--', '--builder', 'make'],
      '  -- --builder: expected docker, podman, buildah, found "make"',
    ],
    ['another deployment for the images', ['--', '--deployment', 'prod'], `${DECIDED}, found --deployment`],
    ['other outputs for the images', ['--', '--outputs', 'o.json'], `${DECIDED}, found --outputs`],
    ['a dry run in the middle', ['--', '--dry-run'], `${DECIDED}, found --dry-run`],
    ['JSON in the middle', ['--', '--json'], `${DECIDED}, found --json`],
    [
      'arguments for a part that is left out',
      ['--only', 'sample', '--', '--image', 'verifier'],
      '  --: expected nothing for sign-and-push, which --only sample does not run, found --image verifier',
    ],
  ])('are refused: %s', (_what, args, message) => {
    expect(() => parseDeployOptions(args)).toThrow(message);
  });

  it('are refused with every problem at once', () => {
    const parse = () => parseDeployOptions(['--only', 'x', '--', '--dry-run']);
    expect(parse).toThrow('  --only: expected signing, images, verifier, sample, found "x"');
    expect(parse).toThrow(`${DECIDED}, found --dry-run`);
  });
});

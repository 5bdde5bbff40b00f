import { parseDeployOptions } from '../../../../cli/commands/deploy/options';

const DEFAULTS = {
  deployment: undefined,
  only: undefined,
  autoApprove: false,
  dryRun: false,
  skipProviderLock: false,
  signAndPush: [],
};

describe('the arguments of image-trust deploy', () => {
  it.each([
    [[], {}],
    [['--deployment', 'dev', '--only', 'verifier'], { deployment: 'dev', only: 'verifier' }],
    [
      ['--auto-approve', '--dry-run', '--skip-provider-lock'],
      { autoApprove: true, dryRun: true, skipProviderLock: true },
    ],
    [['--', '--builder', 'podman'], { signAndPush: ['--builder', 'podman'] }],
    [['--only', 'images', '--', '--image', 'verifier'], { only: 'images', signAndPush: ['--image', 'verifier'] }],
  ])('are read: %j', (args, expected) => {
    expect(parseDeployOptions(args)).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each([
    ['an unknown option', ['--force'], "deploy: Unknown option '--force'"],
    ['an operand', ['dev'], 'deploy: Unexpected argument'],
    ['an unknown part', ['--only', 'all'], '  --only: expected signing, images, verifier, sample, found "all"'],
    ['a builder that sign-and-push does not know', ['--', '--builder', 'make'], '--builder: expected docker'],
    ['another deployment for the images', ['--', '--deployment', 'prod'], '  --: expected neither --deployment'],
    ['other outputs for the images', ['--', '--outputs', 'o.json'], '  --: expected neither --deployment'],
    ['a dry run in the middle', ['--', '--dry-run'], '  --: expected neither --deployment'],
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
    expect(parse).toThrow('--only: expected');
    expect(parse).toThrow('--: expected');
  });
});

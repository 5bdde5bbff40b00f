import { parseSignAndPushOptions } from '../../../../cli/commands/sign-and-push/options';

const complaint = (...args: readonly string[]): string => {
  try {
    parseSignAndPushOptions(args);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('the arguments of image-trust sign-and-push', () => {
  it('may be none', () => {
    expect(parseSignAndPushOptions([])).toEqual({
      deployment: undefined,
      outputs: undefined,
      images: [],
      builder: undefined,
      buildArguments: {},
      updateBases: false,
      dryRun: false,
      json: false,
    });
  });

  it('name images and build arguments as often as is wanted; a value may hold an equals sign', () => {
    const args = [
      '--image',
      'verifier',
      '--image',
      'sample-signed',
      '--build-arg',
      'A=b=c',
      '--build-arg',
      'E=',
      '--update-bases',
      '--dry-run',
      '--json',
    ];
    expect(
      parseSignAndPushOptions([...args, '--builder', 'podman', '--outputs', 'o.json', '--deployment', 'dev']),
    ).toEqual({
      deployment: 'dev',
      outputs: 'o.json',
      images: ['verifier', 'sample-signed'],
      builder: 'podman',
      buildArguments: { A: 'b=c', E: '' },
      updateBases: true,
      dryRun: true,
      json: true,
    });
  });

  it('are refused with every problem', () => {
    expect(complaint('--builder', 'kaniko', '--build-arg', 'x', '--build-arg', '1=2').split('\n')).toEqual([
      'sign-and-push: usage error',
      '  --builder: expected docker, podman, buildah, found "kaniko"',
      '  --build-arg: expected NAME=VALUE, found "x"',
      '  --build-arg: expected NAME=VALUE, found "1=2"',
      'see npx image-trust help sign-and-push',
    ]);
    expect(complaint('verifier')).toContain('  expected only options, found "verifier"');
    expect(complaint('--force')).toContain('  expected an option of sign-and-push, found --force');
  });
});

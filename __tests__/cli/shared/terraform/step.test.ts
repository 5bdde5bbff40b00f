import { deployStack, destroyStack } from '../../../../cli/shared/terraform/cdktf-step';
import { formatCommand, renderSteps } from '../../../../cli/shared/terraform/step';

describe('formatCommand', () => {
  it.each([
    [['cdktf', 'deploy', 'dev-signing'], 'cdktf deploy dev-signing'],
    [['--build-arg', 'A=b c'], "--build-arg 'A=b c'"],
    [["it's", ''], "'it'\\''s' ''"],
  ])('writes %j as a shell reads it', (words, written) => {
    expect(formatCommand(words)).toBe(written);
  });
});

describe('renderSteps', () => {
  it('numbers the commands', () => {
    const flags = { skipProviderLock: false };
    const steps = [destroyStack('dev', 'sample', flags), destroyStack('dev', 'verifier', flags)];
    expect(renderSteps(steps)).toBe(
      '  1  sample    cdktf destroy dev-sample --auto-approve\n  2  verifier  cdktf destroy dev-verifier --auto-approve\n',
    );
  });

  it('writes nothing for no steps', () => {
    expect(renderSteps([])).toBe('');
  });
});

describe('a step of cdktf', () => {
  it('leaves the provider lock alone only when that is asked for', () => {
    const args = [
      'deploy',
      'dev-verifier',
      '--outputs-file',
      'deployments/dev.verifier.outputs.json',
      '--auto-approve',
    ];
    expect(deployStack('dev', 'verifier', { skipProviderLock: false })).toEqual({
      name: 'verifier',
      program: 'cdktf',
      args,
    });
    expect(deployStack('dev', 'verifier', { skipProviderLock: true }).args).toEqual([...args, '--skip-provider-lock']);
    expect(destroyStack('dev', 'sample', { skipProviderLock: true }).args).toEqual([
      'destroy',
      'dev-sample',
      '--auto-approve',
      '--skip-provider-lock',
    ]);
  });
});

import { deployStack, destroyStack } from '../../../../cli/shared/terraform/cdktf-step';
import { formatCommand, renderSteps } from '../../../../cli/shared/terraform/step';

describe('formatCommand', () => {
  it.each([
    [['cdktf', 'deploy', 'dev-signing'], 'cdktf deploy dev-signing'],
    [['--build-arg', 'A=b c'], "--build-arg 'A=b c'"],
    [["it's", ''], "'it'\\''s' ''"],
  ])('quotes %j for a shell', (words, written) => {
    expect(formatCommand(words)).toBe(written);
  });
});

describe('renderSteps', () => {
  it('numbers the commands, each as it can be pasted', () => {
    const flags = { skipProviderLock: false };
    const steps = [destroyStack('dev', 'sample', flags), destroyStack('dev', 'verifier', flags)];
    expect(renderSteps(steps, 'dev')).toBe(
      [
        '  1  sample    DEPLOYMENT=dev npx cdktf destroy dev-sample --auto-approve\n',
        '  2  verifier  DEPLOYMENT=dev npx cdktf destroy dev-verifier --auto-approve\n',
      ].join(''),
    );
  });

  it('returns an empty text for no steps', () => {
    expect(renderSteps([], 'dev')).toBe('');
  });
});

describe('a step of cdktf', () => {
  it('skips the provider lock only with the flag', () => {
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

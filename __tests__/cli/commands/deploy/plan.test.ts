import { PARTS, parseDeployOptions } from '../../../../cli/commands/deploy/options';
import { resumeDeploy, planDeploy } from '../../../../cli/commands/deploy/plan';

const ALL = { only: undefined, skipProviderLock: false, signAndPush: [] };

describe('planDeploy', () => {
  it('goes from what signs to what is verified', () => {
    expect(planDeploy('dev', ALL)).toEqual([
      {
        name: 'signing',
        program: 'cdktf',
        args: ['deploy', 'dev-signing', '--outputs-file', 'deployments/dev.outputs.json', '--auto-approve'],
      },
      { name: 'images', program: 'image-trust', args: ['sign-and-push', '--deployment', 'dev'] },
      {
        name: 'verifier',
        program: 'cdktf',
        args: ['deploy', 'dev-verifier', '--outputs-file', 'deployments/dev.verifier.outputs.json', '--auto-approve'],
      },
      {
        name: 'sample',
        program: 'cdktf',
        args: ['deploy', 'dev-sample', '--outputs-file', 'deployments/dev.sample.outputs.json', '--auto-approve'],
      },
    ]);
  });

  it.each(PARTS)('has one step for one part: %s', (only) => {
    expect(planDeploy('dev', { ...ALL, only }).map(({ name }) => name)).toEqual([only]);
  });

  it('never writes the outputs of two stacks to one file, because the later would replace the earlier', () => {
    const files = planDeploy('dev', ALL).flatMap(({ args }) => args.filter((arg) => arg.endsWith('.json')));
    expect(new Set(files).size).toBe(3);
  });

  it('passes on to sign-and-push and to cdktf the options that are meant for them', () => {
    const steps = planDeploy('dev', { ...ALL, skipProviderLock: true, signAndPush: ['--builder', 'podman'] });
    expect(steps[1]?.args).toEqual(['sign-and-push', '--deployment', 'dev', '--builder', 'podman']);
    expect(steps.map(({ args }) => args.includes('--skip-provider-lock'))).toEqual([true, false, true, true]);
  });
});

describe('resumeDeploy', () => {
  it.each([
    [[], 'npx image-trust deploy --deployment dev'],
    [
      ['--only', 'verifier', '--auto-approve'],
      'npx image-trust deploy --deployment dev --only verifier --auto-approve',
    ],
    [
      ['--skip-provider-lock', '--', '--build-arg', 'NODE_BASE=a b'],
      "npx image-trust deploy --deployment dev --skip-provider-lock -- --build-arg 'NODE_BASE=a b'",
    ],
    [['--dry-run', '--json'], 'npx image-trust deploy --deployment dev --json'],
  ])('is the command that was given, with the deployment and without a dry run: %j', (args, command) => {
    expect(resumeDeploy('dev', parseDeployOptions(args))).toBe(command);
  });
});

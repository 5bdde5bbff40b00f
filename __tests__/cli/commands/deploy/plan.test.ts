import { PARTS, parseDeployOptions } from '../../../../cli/commands/deploy/options';
import { deployAgain, planDeploy } from '../../../../cli/commands/deploy/plan';

const ALL = { only: undefined, skipProviderLock: false, signAndPush: [] };

describe('planDeploy', () => {
  it('goes from what signs to what is judged', () => {
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

  it('never writes the outputs of two stacks to one file, since the later would replace the earlier', () => {
    const files = planDeploy('dev', ALL).flatMap(({ args }) => args.filter((arg) => arg.endsWith('.json')));
    expect(new Set(files).size).toBe(3);
  });

  it('passes on to sign-and-push what is meant for it, and to cdktf what is meant for that', () => {
    const steps = planDeploy('dev', { ...ALL, skipProviderLock: true, signAndPush: ['--builder', 'podman'] });
    expect(steps[1]?.args).toEqual(['sign-and-push', '--deployment', 'dev', '--builder', 'podman']);
    expect(steps.map(({ args }) => args.includes('--skip-provider-lock'))).toEqual([true, false, true, true]);
  });
});

describe('deployAgain', () => {
  it.each([
    [[], 'image-trust deploy --deployment dev'],
    [['--only', 'verifier', '--auto-approve'], 'image-trust deploy --deployment dev --only verifier --auto-approve'],
    [
      ['--skip-provider-lock', '--', '--build-arg', 'NODE_BASE=a b'],
      "image-trust deploy --deployment dev --skip-provider-lock -- --build-arg 'NODE_BASE=a b'",
    ],
  ])('is the command that was given, with the deployment: %j', (args, command) => {
    expect(deployAgain('dev', parseDeployOptions(args))).toBe(command);
  });
});

import type { DeployPorts } from '../../../../cli/commands/deploy/verb';
import { emptyLock } from '../../../../contracts/lock/lock';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { canaryFields } from '../../../support/deployment/deployment-canary';
import { aFullLock } from '../../../support/deployment/deployment-sample';
import { aTerminal } from '../../shared/terraform/a-terminal';
import { inProject, listening, writeLock } from '../../shared/terraform/in-project';
import { deploy, planning } from './run-deploy';

describe('the plan before the question of deploy', () => {
  const write = inProject();
  const { stderr } = listening();

  const change = (address: string, actions: readonly string[], before: object | null, after: object | null) => ({
    ...{ address, type: address.split('.')[0], mode: 'managed' },
    change: { actions, before, after },
  });
  const QUEUE = { resource_changes: [change('aws_sqs_queue.q', ['create'], null, {})] };
  const LOST = {
    resource_changes: [change('aws_ecr_repository.shop_web', ['delete'], { name: 'shop/web' }, null)],
  };

  beforeEach(() => {
    write(deploymentInput());
    writeLock(aFullLock(aDeployment()));
  });

  const inOrder = async (args: readonly string[], stacks: Readonly<Record<string, object | string>>) => {
    const terminal = aTerminal(['yes']);
    const ask = (question: string) => {
      terminal.say('QUESTION');
      return terminal.ask(question);
    };
    const { status, ran } = await deploy(args, { terminal: { ...terminal, ask }, terraform: planning(stacks) });
    return { status, ran, said: terminal.said.join('\n') };
  };

  it('is that of image-trust plan: trust, then resources', async () => {
    const { said, status } = await inOrder([], { 'dev-verifier': QUEUE });
    expect(status).toBe(0);
    const parts = [
      'image-trust plan of dev\n  1 to add.',
      'Trust\n',
      'added: aws_sqs_queue.q',
      'the digests of images that it pushes are not in it',
      'QUESTION',
      'signing: cdktf deploy',
    ];
    const places = parts.map((part) => said.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it.each([
    ['signing', ['dev-signing']],
    ['verifier', ['dev-verifier']],
    ['sample', ['dev-sample']],
    ['images', []],
  ])('plans only what is deployed: --only %s', async (part, stacks) => {
    expect((await deploy(['--only', part])).planned).toEqual(stacks);
  });

  it.each([[[]], [['--auto-approve']]])(
    'ends before the question when something cannot be undone, with the command that allows it: %j',
    async (args) => {
      const { status, ran, said } = await inOrder(args, { 'dev-signing': LOST });
      expect({ status, ran }).toEqual({ status: 1, ran: ['dev: cdktf synth'] });
      expect(said).toContain('! cannot be undone: shop/web is destroyed');
      expect(said).toContain(
        'the plan above has one change that cannot be undone: nothing was done; to deploy all the same, run: npx image-trust deploy --deployment dev',
      );
      expect(said).toMatch(/--allow-irreversible$/);
      expect(said).not.toContain('QUESTION');
    },
  );

  it('still asks with --allow-irreversible', async () => {
    const { status, said } = await inOrder(['--allow-irreversible'], { 'dev-signing': LOST });
    expect(status).toBe(0);
    expect(said.indexOf('cannot be undone')).toBeLessThan(said.indexOf('QUESTION'));
  });

  it('deploys nothing when a stack cannot be planned, and ends with the exit code of that failure', async () => {
    const { status, ran, said } = await inOrder([], { 'dev-verifier': 'Error: AccessDenied' });
    expect({ status, ran }).toEqual({ status: 4, ran: ['dev: cdktf synth'] });
    expect(said).toMatch(/the plan failed: nothing was done$/);
  });

  it('is no obstacle for an exemption that has ended', async () => {
    const ended = { repositories: ['docker.io/library/*'], reason: 'it was not ours', until: '2026-01-01' };
    write(deploymentInput({ exemptions: { old: ended } }));
    expect(await inOrder([], {})).toMatchObject({ status: 0 });
  });

  it('says in one line that the verifier is planned after sign-and-push, and continues', async () => {
    writeLock(emptyLock('dev'));
    const { status, said } = await inOrder([], { 'dev-signing': QUEUE });
    expect(status).toBe(0);
    expect(said).toContain(
      '1 to add; planned after sign-and-push, since there is no digest of their images yet: dev-verifier.\n',
    );
  });

  it('plans a stack without images where sign-and-push is not among the steps, so that the plan says what to run', async () => {
    writeLock(emptyLock('dev'));
    expect((await deploy(['--only', 'verifier'])).planned).toEqual(['dev-verifier']);
  });

  it.each([
    [[], true],
    [['--only', 'verifier'], false],
  ])('plans without canary images that are not pushed yet only where it pushes them: %j', async (args, follow) => {
    write(deploymentInput(canaryFields));
    const planned: (readonly string[])[] = [];
    const terraform: DeployPorts['terraform'] = async () => {
      const run = await planning()();
      return (folder, each) => {
        if (each[0] === 'plan' && folder.endsWith('dev-verifier')) planned.push(each);
        return run(folder, each);
      };
    };
    const { said } = await deploy(args, { terraform });
    expect(planned.map((each) => each.includes('-var=canaries_follow=true'))).toEqual([follow]);
    expect(said.join('\n').includes('the canary images are not in this plan')).toBe(follow);
  });

  it('changes nothing when it is interrupted', async () => {
    const terraform: DeployPorts['terraform'] = async () => () => {
      process.emit('SIGINT', 'SIGINT');
      return Promise.resolve({ status: 1, stdout: '', output: 'Error: operation cancelled' });
    };
    expect(await deploy([], { terraform })).toMatchObject({ status: 130, ran: ['dev: cdktf synth'], questions: [] });
    expect(stderr()).toContain('image-trust deploy: interrupted by SIGINT: nothing was changed');
  });
});

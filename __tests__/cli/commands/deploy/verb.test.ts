import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { emptyLock } from '../../../../contracts/lock/lock';
import { ToolFailure } from '../../../../cli/shared/failure';
import { deployVerb, deployWith, type DeployPorts } from '../../../../cli/commands/deploy/verb';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { aFullLock } from '../../../support/deployment/deployment-sample';
import { NOW } from '../plan/a-plan';
import { aTerminal } from '../../shared/terraform/a-terminal';
import { inProject, listening, writeLock } from '../../shared/terraform/in-project';

describe('image-trust deploy', () => {
  const write = inProject();
  const { stdout, stderr } = listening();

  beforeEach(() => write(deploymentInput()));

  /** A Terraform that plans these changes, stack by stack; a text is what a failing one prints. */
  const planning =
    (stacks: Readonly<Record<string, object | string>> = {}, planned: string[] = []): DeployPorts['terraform'] =>
    async () =>
    (folder, each) => {
      const stack = basename(folder);
      const shown = stacks[stack] ?? {};
      if (each[0] === 'plan') planned.push(stack);
      if (typeof shown === 'string' && each[0] === 'plan')
        return Promise.resolve({ status: 1, stdout: '', output: shown });
      const stdout = each[0] === 'show' ? JSON.stringify({ format_version: '1.2', ...Object(shown) }) : '';
      return Promise.resolve({ status: 0, stdout, output: stdout });
    };

  const deploy = async (args: readonly string[], overrides: Partial<DeployPorts> = {}) => {
    const ran: string[] = [];
    const noting = (program: string) => (each: readonly string[]) => {
      ran.push([program, ...each.slice(0, 3)].join(' '));
      return Promise.resolve(0);
    };
    const planned: string[] = [];
    const terminal = aTerminal(['yes']);
    const status = await deployWith({
      environment: {},
      terminal,
      signAndPush: noting('sign-and-push'),
      cdktfFor: async (deployment) => noting(`${deployment}: cdktf`),
      clock: () => 0,
      now: () => NOW,
      terraform: planning({}, planned),
      ...overrides,
    })(args);
    return { status, ran, planned, said: terminal.said, questions: terminal.questions };
  };

  it('deploys all parts in order after one question', async () => {
    const { status, ran, questions } = await deploy([]);
    expect(status).toBe(0);
    expect(ran).toEqual([
      'dev: cdktf synth',
      'dev: cdktf deploy dev-signing --outputs-file',
      'sign-and-push --deployment dev',
      'dev: cdktf deploy dev-verifier --outputs-file',
      'dev: cdktf deploy dev-sample --outputs-file',
    ]);
    expect(questions).toEqual(['deploy dev in account 111122223333, eu-west-1? Type yes to continue: ']);
  });

  it('shows the steps before it asks', async () => {
    const { said } = await deploy([]);
    expect(said.slice(0, 2)).toEqual([
      'deploy dev in account 111122223333, eu-west-1:',
      expect.stringContaining('  2  images    npx image-trust sign-and-push --deployment dev\n'),
    ]);
  });

  it('does nothing when the answer is not yes', async () => {
    const terminal = aTerminal(['no']);
    expect(await deploy([], { terminal })).toMatchObject({ status: 1, ran: ['dev: cdktf synth'] });
    expect(terminal.said.at(-1)).toBe('not approved: nothing was done');
  });

  it('is a usage error without a terminal and without --auto-approve', async () => {
    await expect(deploy([], { terminal: aTerminal([], false) })).rejects.toThrow('or --auto-approve, found neither');
  });

  it('plans nothing when no one could approve the plan', async () => {
    const terraform = jest.fn<never, []>();
    await expect(deploy([], { terminal: aTerminal([], false), terraform })).rejects.toThrow('found neither');
    expect(terraform).not.toHaveBeenCalled();
  });

  it('asks nothing with --auto-approve', async () => {
    expect(await deploy(['--auto-approve'], { terminal: aTerminal([], false) })).toMatchObject({ status: 0 });
  });

  it('prints the steps on stdout and changes nothing in a dry run', async () => {
    const cdktfFor = () => {
      throw new ToolFailure('missing', 'no cdktf');
    };
    expect(await deploy(['--dry-run', '--only', 'images'], { cdktfFor })).toMatchObject({ status: 0, ran: [] });
    expect(stdout()).toBe('  1  images  npx image-trust sign-and-push --deployment dev\n');
  });

  describe('the plan before the question', () => {
    const change = (address: string, actions: readonly string[], before: object | null, after: object | null) => ({
      ...{ address, type: address.split('.')[0], mode: 'managed' },
      change: { actions, before, after },
    });
    const QUEUE = { resource_changes: [change('aws_sqs_queue.q', ['create'], null, {})] };
    const LOST = {
      resource_changes: [change('aws_ecr_repository.shop_web', ['delete'], { name: 'shop/web' }, null)],
    };

    beforeEach(() => writeLock(aFullLock(aDeployment())));

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

    it('says in one line that the verifier is planned after sign-and-push, and goes on', async () => {
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

    it('changes nothing when it is interrupted', async () => {
      const terraform: DeployPorts['terraform'] = async () => () => {
        process.emit('SIGINT', 'SIGINT');
        return Promise.resolve({ status: 1, stdout: '', output: 'Error: operation cancelled' });
      };
      expect(await deploy([], { terraform })).toMatchObject({ status: 130, ran: ['dev: cdktf synth'], questions: [] });
      expect(stderr()).toContain('image-trust deploy: interrupted by SIGINT: nothing was changed');
    });
  });

  it('ends with the exit code of sign-and-push and the command that resumes', async () => {
    const terminal = aTerminal([], false);
    const { status, ran } = await deploy(['--auto-approve'], { terminal, signAndPush: () => Promise.resolve(5) });
    expect({ status, ran }).toEqual({
      status: 5,
      ran: ['dev: cdktf synth', 'dev: cdktf deploy dev-signing --outputs-file'],
    });
    expect(terminal.said.at(-1)).toContain('npx image-trust deploy --deployment dev --auto-approve');
  });

  it('asks nothing before cdktf is found', async () => {
    const cdktfFor = () => {
      throw new ToolFailure('missing', 'expected cdktf');
    };
    const terminal = aTerminal([]);
    expect(await deploy([], { cdktfFor, terminal })).toMatchObject({ status: 3, ran: [] });
    expect(stderr()).toBe('image-trust deploy: expected cdktf\n');
  });

  it('accepts only deployments that exist', async () => {
    await expect(deploy(['--deployment', 'prod'])).rejects.toThrow(
      '--deployment: expected the name of a deployment in deployments/ (dev), found "prod"',
    );
  });

  it('sums up what it deployed, and names the next command', async () => {
    const { said } = await deploy([]);
    expect(said.slice(-6)).toEqual([
      'Deployed dev in account 111122223333, eu-west-1:',
      '  dev-signing   outputs in deployments/dev.outputs.json',
      '  dev-verifier  outputs in deployments/dev.verifier.outputs.json',
      '  dev-sample    outputs in deployments/dev.sample.outputs.json',
      '  images        pinned in deployments/dev.lock.json: commit it',
      'Next: npx image-trust plan --deployment dev',
    ]);
  });

  it('says before the question and at the end that another deployment sees the same tasks', async () => {
    write({ ...deploymentInput(), name: 'prod' });
    const { said } = await deploy(['--deployment', 'dev']);
    const notes = said.flatMap((line, index) => (line.startsWith('Note: dev and prod are in the same') ? [index] : []));
    expect(notes).toEqual([2, said.length - 2]);
  });

  it('prints the result as JSON alone on stdout, and the lines of sign-and-push on stderr', async () => {
    const cdktfFor =
      async () =>
      ([, stack = '', , file = '']: readonly string[]) => {
        if (file !== '') writeFileSync(file, JSON.stringify({ [stack]: { name: `of ${stack}` } }));
        return Promise.resolve(0);
      };
    const signAndPush: DeployPorts['signAndPush'] = (_args, print) => {
      print('verifier  pushed\n');
      return Promise.resolve(0);
    };
    await deploy(['--json'], { cdktfFor, signAndPush });
    expect(stderr()).toContain('verifier  pushed\n');
    expect(JSON.parse(stdout())).toMatchObject({
      deployment: 'dev',
      account: '111122223333',
      region: 'eu-west-1',
      stacks: [
        { name: 'dev-signing', outputs: { name: 'of dev-signing' } },
        { name: 'dev-verifier', outputs: { name: 'of dev-verifier' } },
        { name: 'dev-sample', outputs: { name: 'of dev-sample' } },
      ],
      images: {},
      next: 'npx image-trust plan --deployment dev',
    });
  });

  it('prints the steps of a dry run as JSON', async () => {
    expect(await deploy(['--dry-run', '--json', '--only', 'images'])).toMatchObject({ status: 0, ran: [] });
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      steps: [{ name: 'images', program: 'image-trust', args: ['sign-and-push', '--deployment', 'dev'] }],
    });
  });

  it('prints no JSON when a step failed', async () => {
    await deploy(['--json'], { signAndPush: () => Promise.resolve(1) });
    expect(stdout()).toBe('');
  });

  it('documents its exit codes', () => {
    expect(deployVerb.help).toMatch(
      /\nExit codes:\n {2}0 +deployed\n {2}1 +a step failed, you did not approve, or the plan has what cannot be undone and\s+--allow-irreversible is missing\n {2}2 +usage/,
    );
  });
});

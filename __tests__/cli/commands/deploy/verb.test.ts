import { writeFileSync } from 'node:fs';
import { ToolFailure } from '../../../../cli/shared/failure';
import { deployVerb, type DeployPorts } from '../../../../cli/commands/deploy/verb';
import { deploymentInput } from '../../../support/deployment/deployment';
import { aTerminal } from '../../shared/terraform/a-terminal';
import { inProject, listening } from '../../shared/terraform/in-project';
import { deploy } from './run-deploy';

describe('image-trust deploy', () => {
  const write = inProject();
  const { stdout, stderr } = listening();

  beforeEach(() => write(deploymentInput()));

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

import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ToolFailure } from '../../../../cli/shared/failure';
import { planVerb, type PlanPorts } from '../../../../cli/commands/plan/verb';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { aFullLock } from '../../../support/deployment/deployment-sample';
import { inProject, listening, writeLock } from '../../shared/terraform/in-project';
import { NOTHING, ONE_MORE, plan, type Stacks } from './run-plan';

const ENDED = {
  exemptions: { old: { repositories: ['docker.io/library/*'], reason: 'it was not ours', until: '2026-01-01' } },
};

describe('image-trust plan', () => {
  const write = inProject();
  const { stdout, stderr } = listening();

  beforeEach(() => {
    write(deploymentInput());
    writeLock(aFullLock(aDeployment()));
  });

  it('synthesises, then plans each stack with the lock time-out', async () => {
    const { status, ran } = await plan(['--lock-timeout', '7']);
    expect(status).toBe(0);
    expect(ran).toEqual([
      'dev: cdktf synth',
      ...['signing', 'verifier', 'sample'].flatMap((part) => [
        `cdktf.out/stacks/dev-${part}: init -lock-timeout=7s`,
        `cdktf.out/stacks/dev-${part}: plan -detailed-exitcode -lock-timeout=7s`,
        `cdktf.out/stacks/dev-${part}: show -json`,
      ]),
    ]);
  });

  it('reports progress and durations', async () => {
    const { said } = await plan([]);
    expect(said.slice(0, 4)).toEqual([
      '[1/4] stacks: synthesising …',
      '[1/4] stacks: synthesised (0.0 s)',
      '[2/4] dev-signing: planning …',
      '[2/4] dev-signing: planned (0.0 s)',
    ]);
  });

  it('keeps plans in a folder that only this user can read, and removes them', async () => {
    const modes: number[] = [];
    const cdktfFor: PlanPorts['cdktfFor'] = () => () => Promise.resolve(0);
    const terraform: PlanPorts['terraform'] = async () => (_, each) => {
      modes.push(
        ...each.flatMap((word) => (word.startsWith('-out=') ? [statSync(dirname(word.slice(5))).mode & 0o777] : [])),
      );
      return Promise.resolve({ status: 0, stdout: JSON.stringify(NOTHING), output: '' });
    };
    await plan([], {}, { cdktfFor, terraform });
    expect(modes).toEqual([0o700, 0o700, 0o700]);
    const { files } = await plan([]);
    expect(files.map((file) => existsSync(dirname(file)))).toEqual([false, false, false]);
  });

  it.each([
    ['nothing would change', {}, 0],
    ['something would change', { verifier: ONE_MORE }, 2],
    ['Terraform fails', { verifier: 'Error: Moon in the way' }, 1],
    ['AWS refuses', { verifier: 'Error: AccessDenied' }, 4],
    ['AWS cannot be reached', { signing: 'Error: dial tcp: connection refused', sample: ONE_MORE }, 5],
    ['one failure cannot pass by itself', { signing: 'Error: connection refused', sample: 'Error: AccessDenied' }, 4],
    ["Terraform's output is not a plan", { signing: [] }, 1],
  ])('returns an exit status for scripts: %s', async (_, stacks, expected) => {
    expect((await plan([], stacks as Stacks)).status).toBe(expected);
  });

  it('plans the other stacks when one cannot be planned', async () => {
    const { status } = await plan([], { signing: 'Error: AccessDenied', verifier: ONE_MORE });
    expect(status).toBe(4);
    expect(stdout()).toContain('1 to add in the stacks that could be planned; not planned: dev-signing.');
    expect(stdout()).toContain('! not planned: planning dev-signing: AWS denies access');
  });

  it('returns 1 for an expired exemption, after printing everything', async () => {
    write(deploymentInput(ENDED));
    const { status } = await plan(['--markdown', 'plan.md'], { verifier: ONE_MORE });
    expect(status).toBe(1);
    expect(stdout()).toContain('! expired: exemption old ended at 2026-01-02T00:00:00.000Z and is ignored');
    expect(stdout()).toContain('added: aws_sqs_queue.q');
    expect(readFileSync('plan.md', 'utf8')).toContain('**expired**: exemption `old`');
  });

  it('prints JSON and nothing else on stdout', async () => {
    await plan(['--json'], { verifier: ONE_MORE });
    expect(JSON.parse(stdout())).toMatchObject({
      version: 1,
      deployment: 'dev',
      stacks: [{}, { stack: 'dev-verifier', resources: [{ address: 'aws_sqs_queue.q', kind: 'create' }] }, {}],
    });
  });

  it.each([
    ['an unknown option', ['--no'], 'plan: usage error\n  expected an option of plan, found --no'],
    [
      'an unknown deployment',
      ['--deployment', 'prod'],
      '--deployment: expected the name of a deployment in deployments/ (dev), found "prod"',
    ],
  ])('refuses %s, with exit code 1, because 2 says that something would change', async (_, args, message) => {
    await expect(plan(args)).rejects.toThrow(message);
    expect(planVerb.usageErrorCode).toBe(1);
  });

  it('prints the plan even if the Markdown cannot be written in the end', async () => {
    const clock = (): number => Number(mkdirSync('plan.md', { recursive: true }) === undefined);
    expect(await plan(['--markdown', 'plan.md'], { verifier: ONE_MORE }, { clock })).toMatchObject({ status: 1 });
    expect(stdout()).toContain('added: aws_sqs_queue.q');
    expect(stderr()).toContain('image-trust plan: plan.md could not be written: EISDIR');
  });

  it('runs nothing without Terraform', async () => {
    const terraform = () => Promise.reject(new ToolFailure('missing', 'expected terraform'));
    expect(await plan([], {}, { terraform })).toMatchObject({ status: 3, ran: [] });
    expect(stderr()).toBe('image-trust plan: expected terraform\n');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('plans no other stack after %s, and prints no report', async (signal, status) => {
    const cdktfFor = () => () => {
      process.emit(signal, signal);
      return Promise.resolve(0);
    };
    const before = process.listenerCount(signal);
    expect(await plan([], {}, { cdktfFor })).toMatchObject({ status, ran: [] });
    expect(stderr()).toBe(`image-trust plan: interrupted by ${signal}: no plan was printed; run it again\n`);
    expect(stdout()).toBe('');
    expect(process.listenerCount(signal)).toBe(before);
  });

  it('waits for Terraform after an interruption, so that it can release its lock', async () => {
    const ended: string[] = [];
    const terraform: PlanPorts['terraform'] = async () => async (_, each) => {
      process.emit('SIGINT', 'SIGINT');
      await new Promise((wake) => setTimeout(wake, 200));
      ended.push(each[0] ?? '');
      return { status: 1, stdout: '', output: 'Error: operation cancelled' };
    };
    expect(await plan([], {}, { terraform })).toMatchObject({ status: 130 });
    expect(ended).toEqual(['init']);
  });

  it('reports an unreadable plan as a stack that could not be planned', async () => {
    expect((await plan([], { signing: { format_version: '2.0' }, verifier: ONE_MORE })).status).toBe(1);
    expect(stdout()).toContain('! not planned: the plan of dev-signing: 1 problem\n');
    expect(stdout()).toContain('added: aws_sqs_queue.q');
  });

  it('rethrows what it does not know', async () => {
    const terraform: PlanPorts['terraform'] = async () => () => Promise.reject(new TypeError('a defect'));
    await expect(plan([], {}, { terraform })).rejects.toThrow('a defect');
  });

  it('quotes the output of terraform show when it is not JSON', async () => {
    const terraform: PlanPorts['terraform'] = async () => () =>
      Promise.resolve({ status: 0, stdout: 'Moon', output: 'Moon' });
    expect((await plan([], {}, { terraform })).status).toBe(1);
    expect(stdout()).toContain('planning dev-signing: expected JSON from terraform show, found "Moon"');
  });
});

import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ToolFailure } from '../../../../cli/shared/failure';
import { planVerb, planWith, type PlanPorts } from '../../../../cli/commands/plan/verb';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { aFullLock, sampleFields } from '../../../support/deployment/deployment-sample';
import { inProject, listening, writeLock } from '../../shared/terraform/in-project';
import { NOW } from './a-plan';

const NOTHING = { format_version: '1.2' };
const ONE_MORE = {
  format_version: '1.2',
  resource_changes: [
    { address: 'aws_sqs_queue.q', type: 'aws_sqs_queue', mode: 'managed', change: { actions: ['create'], after: {} } },
  ],
};
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

  /** What `terraform show` prints for each stack, or what a failing Terraform prints. */
  type Stacks = Readonly<Record<string, object | string>>;

  const plan = async (args: readonly string[], stacks: Stacks = {}, overrides: Partial<PlanPorts> = {}) => {
    const [ran, said, files]: [string[], string[], string[]] = [[], [], []];
    const status = await planWith({
      environment: {},
      cdktfFor: (deployment) => (each) => {
        ran.push(`${deployment}: cdktf ${each.join(' ')}`);
        return Promise.resolve(0);
      },
      terraform: async () => (folder, each) => {
        const shown = stacks[folder.replace('cdktf.out/stacks/dev-', '')] ?? NOTHING;
        ran.push(`${folder}: ${each.filter((word) => !/^-(?:no-color|input|out)|tfplan$/.test(word)).join(' ')}`);
        files.push(...each.flatMap((word) => /^-out=(.*)$/.exec(word)?.[1] ?? []));
        files.forEach((file) => writeFileSync(file, 'secret'));
        if (typeof shown === 'string' && each[0] === 'plan')
          return Promise.resolve({ status: 1, stdout: '', output: shown });
        const output = each[0] === 'show' ? JSON.stringify(shown) : '';
        return Promise.resolve({ status: each[0] === 'plan' && shown !== NOTHING ? 2 : 0, stdout: output, output });
      },
      say: (line) => said.push(line),
      clock: () => 0,
      now: () => NOW,
      ...overrides,
    })(args);
    return { status, ran, said, files };
  };

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

  describe('of a deployment that was never deployed', () => {
    beforeEach(() => {
      write(deploymentInput(sampleFields));
      rmSync('deployments/dev.lock.json');
    });

    it('says what will be created, and plans the stacks that need images after sign-and-push', async () => {
      const { status, ran } = await plan(['--markdown', 'plan.md'], { signing: ONE_MORE });
      expect(status).toBe(2);
      expect(ran.filter((each) => each.includes(': plan'))).toEqual([
        'cdktf.out/stacks/dev-signing: plan -detailed-exitcode -lock-timeout=60s',
      ]);
      for (const text of [stdout(), readFileSync('plan.md', 'utf8')]) {
        expect(text).toContain(
          '1 to add; planned after sign-and-push, since there is no digest of their images yet: dev-verifier, dev-sample.',
        );
        expect(text).toContain('This is the first trust document: mode ');
        expect(text).not.toMatch(/not planned|Review carefully/);
      }
      expect(stdout()).toContain('added: aws_sqs_queue.q');
    });

    it('says so as JSON', async () => {
      await plan(['--json']);
      expect(JSON.parse(stdout())).toMatchObject({
        trust: { kind: 'first', policies: ['sample'] },
        stacks: [
          { stack: 'dev-signing', kind: 'planned' },
          { stack: 'dev-verifier', kind: 'awaits-images' },
          { stack: 'dev-sample', kind: 'awaits-images' },
        ],
      });
    });

    it('reports progress in one line for each stack that waits', async () => {
      const { said } = await plan([]);
      expect(said).toContain(
        '[3/4] dev-verifier: not planned: no digest yet, so it is planned after sign-and-push (0.0 s)',
      );
    });

    it('plans the sample stack where the deployment has no sample', async () => {
      write(deploymentInput());
      await plan([]);
      expect(stdout()).toContain('no digest of their images yet: dev-verifier.');
    });
  });

  it.each([
    ['a resource', { format_version: '1.0', values: { root_module: { resources: [{}] } } }],
    ['a state that cannot be read', { values: [] }],
  ])('plans a stack with %s although the lock names no image, so that nothing hides behind that', async (_, state) => {
    rmSync('deployments/dev.lock.json');
    const { ran } = await plan([], { verifier: { ...NOTHING, ...state } });
    expect(ran).toContain('cdktf.out/stacks/dev-verifier: plan -detailed-exitcode -lock-timeout=60s');
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

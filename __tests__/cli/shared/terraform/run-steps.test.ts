import { ToolFailure } from '../../../../cli/shared/failure';
import { InvalidInputError } from '../../../../contracts/schema/invalid-input';
import { runSteps, type RunProgram } from '../../../../cli/shared/terraform/run-steps';
import type { Step } from '../../../../cli/shared/terraform/step';
import { UsageError } from '../../../../cli/shared/usage-error';

const STEPS: readonly Step[] = [
  { name: 'signing', program: 'cdktf', args: ['deploy', 'dev-signing', '--auto-approve'] },
  { name: 'images', program: 'image-trust', args: ['sign-and-push'] },
  { name: 'verifier', program: 'cdktf', args: ['deploy', 'dev-verifier'] },
];

const run = async (cdktf: RunProgram, imageTrust: RunProgram) => {
  const calls: (readonly string[])[] = [];
  const said: string[] = [];
  let time = 0;
  const noting =
    (program: RunProgram): RunProgram =>
    (args) => {
      calls.push(args);
      time += 1_500;
      return program(args);
    };
  const status = await runSteps(STEPS, {
    programs: { cdktf: noting(cdktf), 'image-trust': noting(imageTrust) },
    say: (line) => said.push(line),
    clock: () => time,
    resume: 'npx image-trust deploy --deployment dev',
  });
  return { status, said, calls: calls.length };
};

const ok: RunProgram = () => Promise.resolve(0);

describe('runSteps', () => {
  it('runs every step in turn and reports progress', async () => {
    expect(await run(ok, ok)).toEqual({
      status: 0,
      calls: 3,
      said: [
        '[1/3] signing: cdktf deploy dev-signing …',
        '[1/3] signing: done (1.5 s)',
        '[2/3] images: image-trust sign-and-push …',
        '[2/3] images: done (1.5 s)',
        '[3/3] verifier: cdktf deploy dev-verifier …',
        '[3/3] verifier: done (1.5 s)',
      ],
    });
  });

  it('does not call an interruption a failure to fix', async () => {
    const { status, said } = await run(ok, () => Promise.resolve(143));
    expect(status).toBe(143);
    expect(said.slice(-2)).toEqual([
      '[2/3] images: interrupted (1.5 s)',
      'finished steps are kept; resume with: npx image-trust deploy --deployment dev',
    ]);
  });

  it('stops at the first failure and says how to resume', async () => {
    const { status, said, calls } = await run(ok, () => Promise.resolve(4));
    expect({ status, calls }).toEqual({ status: 4, calls: 2 });
    expect(said.slice(-2)).toEqual([
      '[2/3] images: failed with exit status 4 (1.5 s)',
      'finished steps are kept; the output above says what is wrong: fix this, then resume with: npx image-trust deploy --deployment dev',
    ]);
  });

  it.each([
    ['failed', 1],
    ['missing', 3],
    ['refused', 4],
    ['temporary', 5],
  ] as const)('ends with the exit status of the kind of failure: %s', async (code, expected) => {
    const { status, said, calls } = await run(() => Promise.reject(new ToolFailure(code, 'locked by ci')), ok);
    expect({ status, calls }).toEqual({ status: expected, calls: 1 });
    expect(said.slice(1)).toEqual([
      'locked by ci',
      `[1/3] signing: failed with exit status ${expected} (1.5 s)`,
      expect.stringContaining('fix this, then resume with: npx image-trust deploy --deployment dev'),
    ]);
  });

  it.each([
    new UsageError('expected a builder'),
    new InvalidInputError('dev.outputs.json', [{ path: 'a', expected: 'b', found: 'c' }]),
  ])('reports input that a step refuses, without calling it a usage error: %s', async (error) => {
    const { status, said } = await run(ok, () => Promise.reject(error));
    expect(status).toBe(1);
    expect(said).toContain(error.message);
  });

  it('rethrows what it does not know', async () => {
    await expect(run(ok, () => Promise.reject(new TypeError('a defect')))).rejects.toThrow('a defect');
  });
});

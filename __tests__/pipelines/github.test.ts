import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionStep, environmentOf, readAction } from '../support/pipelines/action';
import {
  makeStandInCheckout,
  UNTRUSTED,
  type StandInAnswer,
  type StandInCheckout,
} from '../support/pipelines/stand-in-checkout';
import { runCommand } from '../support/process/run-command';

const VERIFY: ActionStep = readAction().runs.steps.at(-1) ?? {};
const HOSTILE = '::error::from an image\n::set-output name=result::trusted\n##[error]from an image\n';

/** The outputs in a file as GitHub's runner reads it. */
const parseOutputs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^([a-z-]+)<<([0-9a-f]{32})\n([^]*?)\n\2$/gm)].map(([, name = '', , value = '']) => [
      name,
      value,
    ]),
  );

describe('the step of the GitHub Action that verifies', () => {
  let scratch: string;
  let checkout: StandInCheckout;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'github-action-'));
    mkdirSync(join(scratch, 'work'));
    mkdirSync(join(scratch, 'temporary'));
    checkout = makeStandInCheckout(join(scratch, 'checkout'));
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const run = async (answer: StandInAnswer, inputs: Readonly<Record<string, string>> = {}) => {
    checkout.answer(answer);
    const files = { GITHUB_OUTPUT: join(scratch, 'output'), GITHUB_STEP_SUMMARY: join(scratch, 'summary') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const env = {
      PATH: process.env['PATH'],
      GITHUB_ACTION_PATH: checkout.scripts,
      GITHUB_WORKSPACE: join(scratch, 'work'),
      RUNNER_TEMP: join(scratch, 'temporary'),
      ...files,
      ...environmentOf(VERIFY, inputs),
    };
    const script = join(scratch, 'step.sh');
    writeFileSync(script, VERIFY.run ?? '');
    // As the runner starts a step whose shell is bash.
    const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', script];
    const { status, stdout, stderr } = await runCommand('bash', args, { cwd: join(scratch, 'work'), env });
    const [output = '', summary = ''] = Object.values(files).map((file) => readFileSync(file, 'utf8'));
    return { status, stdout, stderr, summary, outputs: parseOutputs(output) };
  };

  it.each([
    [0, 'trusted', undefined],
    [1, 'untrusted', 'An image is untrusted.'],
    [3, 'inconclusive', 'Not every image could be verified, or a report could not be written. This can be an outage'],
    [2, 'error', 'No image was verified (exit status 2).'],
    [4, 'error', 'No image was verified (exit status 4).'],
    [70, 'error', 'No image was verified (exit status 70).'],
    [130, 'error', 'No image was verified (exit status 130).'],
  ])('ends with exit code %i of verify, and calls the result %s', async (status, result, annotation) => {
    const ended = await run({ status, stdout: UNTRUSTED, markdown: 'a summary\n' });
    expect(ended).toMatchObject({ status, stderr: '' });
    expect(ended.outputs).toMatchObject({ result, 'exit-code': String(status) });
    const annotations = ended.stdout.match(/^::error .*$/gm) ?? [];
    expect(annotations).toEqual(
      annotation === undefined ? [] : [expect.stringContaining(`::error title=image-trust verify::${annotation}`)],
    );
  });

  it('appends the summary of verify to that of the job', async () => {
    const { summary } = await run({ markdown: '### image-trust verify\n' });
    expect(summary).toBe('### image-trust verify\n');
  });

  it('says in the summary that no image was verified when verify ended before it wrote one', async () => {
    const { summary, outputs } = await run({ status: 2, stderr: 'image-trust: a usage error\n' });
    expect(summary).toContain('**No image was verified (exit status 2). The log of this job says why.**');
    expect(outputs).toMatchObject({ json: '', junit: '', sarif: '' });
  });

  it('gives the paths of the files that were written', async () => {
    const inputs = { junit: 'junit.xml', sarif: join(scratch, 'verdicts.sarif') };
    const { outputs } = await run({ stdout: '[{"verdict":"trusted"}]\n' }, inputs);
    expect(outputs).toMatchObject({ junit: join(scratch, 'work/junit.xml'), sarif: inputs.sarif });
    expect(readFileSync(outputs['json'] ?? '', 'utf8')).toBe('[{"verdict":"trusted"}]\n');
  });

  it('gives no path of a file that this run did not write', async () => {
    const inputs = { junit: 'junit.xml', sarif: 'reports/verdicts.sarif' };
    mkdirSync(join(scratch, 'work/reports'));
    for (const file of Object.values(inputs)) writeFileSync(join(scratch, 'work', file), 'of a commit');
    const { outputs } = await run({ status: 2, reports: false }, inputs);
    expect(outputs).toMatchObject({ result: 'error', junit: '', sarif: '' });
  });

  it('does not write a report to what a link of a commit names', async () => {
    writeFileSync(join(scratch, 'other'), 'something else');
    symlinkSync(join(scratch, 'other'), join(scratch, 'work/junit.xml'));
    symlinkSync(join(scratch, 'missing'), join(scratch, 'work/verdicts.sarif'));
    await run({}, { junit: 'junit.xml', sarif: 'verdicts.sarif' });
    expect(readFileSync(join(scratch, 'other'), 'utf8')).toBe('something else');
    expect(existsSync(join(scratch, 'missing'))).toBe(false);
    expect(readFileSync(join(scratch, 'work/junit.xml'), 'utf8')).toBe('a report');
  });

  it('removes no folder that an input names', async () => {
    mkdirSync(join(scratch, 'work/reports'));
    const { outputs } = await run({ status: 2, reports: false }, { junit: 'reports', images: 'a:1' });
    expect(existsSync(join(scratch, 'work/reports'))).toBe(true);
    expect(outputs).toMatchObject({ result: 'error', junit: '' });
  });

  it('never ends with the exit code of an untrusted image when it fails itself', async () => {
    writeFileSync(join(checkout.scripts, 'verify.sh'), 'exit 1\n');
    expect((await run({})).status).toBe(70);
  });

  it('lets no message set a workflow command, an output or an annotation', async () => {
    const { stdout, stderr, outputs } = await run({ status: 3, stdout: HOSTILE, stderr: HOSTILE, markdown: HOSTILE });
    expect(stderr).toBe('');
    const [, token = ''] = /^::stop-commands::([0-9a-f]{32})\n/.exec(stdout) ?? [];
    const [stopped = '', after = ''] = stdout.split(`\n::${token}::\n`);
    expect(stopped.split('from an image')).toHaveLength(3);
    expect(after).not.toContain('from an image');
    expect(outputs['result']).toBe('inconclusive');
  });

  it('lets no input set an output', async () => {
    const { outputs } = await run({}, { junit: 'a\nresult=trusted', images: 'a\nEOF\nresult=trusted' });
    expect(Object.keys(outputs)).toEqual(['result', 'exit-code', 'json', 'junit', 'sarif']);
  });

  it('passes each input on', async () => {
    const inputs = {
      images: 'a:1\nb:2',
      'task-definition': 'web.json',
      compose: 'compose.yaml',
      service: 'pay/web',
      running: 'pay',
      deployment: 'dev',
      directory: '.',
      junit: 'j.xml',
      sarif: 's.sarif',
    };
    await run({}, inputs);
    const work = join(scratch, 'work');
    expect(checkout.call()?.args.slice(4)).toEqual([
      '--deployment=dev',
      `--task-definition=${work}/web.json`,
      `--compose=${work}/compose.yaml`,
      '--service=pay/web',
      '--running=pay',
      `--junit=${work}/j.xml`,
      `--sarif=${work}/s.sarif`,
      '--',
      'a:1',
      'b:2',
    ]);
    await run({}, { trust: 'trust.json', images: 'a:1' });
    expect(checkout.call()?.args.slice(4)).toEqual([`--trust=${work}/trust.json`, '--', 'a:1']);
  });
});

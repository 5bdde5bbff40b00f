import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ActionStep, environmentOf, readAction } from '../support/pipelines/action';
import { endDemo, outputOf, type RunningDemo, startDemo } from '../support/environment/run-demo';
import { runCommand } from '../support/process/run-command';

const ROOT = resolve(__dirname, '../..');
const VERIFY: ActionStep = readAction().runs.steps.at(-1) ?? {};

jest.setTimeout(120_000);

describe('the pipelines with the real image-trust', () => {
  let demo: RunningDemo;
  let output: string;
  let scratch: string;

  beforeAll(async () => {
    demo = startDemo(['--keep', '--scene', 'signed']);
    output = await outputOf(demo);
  }, 240_000);

  afterAll(() => endDemo(demo));

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'pipelines-'));
    for (const folder of ['work', 'temporary']) mkdirSync(join(scratch, folder));
    writeFileSync(join(scratch, 'output'), '');
    writeFileSync(join(scratch, 'summary'), '');
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const lineWith = (words: string): string => output.split('\n').find((line) => line.includes(words)) ?? '';

  /** The trust document and the image of one of the demo's commands. */
  const commandWith = (comment: string): { readonly trust: string; readonly image: string } => {
    const [, trust = '', image = ''] = /--trust (\S+) (\S+)/.exec(lineWith(comment)) ?? [];
    return { trust, image };
  };

  /** Runs a script in a shell that has the variables of the demo. */
  const runInDemo = (script: string, variables: Readonly<Record<string, string>>) =>
    runCommand('bash', ['-c', `${lineWith('source ')}\n${script}`], {
      cwd: join(scratch, 'work'),
      env: { ...process.env, ...variables },
    });

  const verifyOnGithub = (inputs: Readonly<Record<string, string>>) =>
    runInDemo(VERIFY.run ?? '', {
      GITHUB_ACTION_PATH: join(ROOT, 'pipelines/verify'),
      GITHUB_WORKSPACE: join(scratch, 'work'),
      GITHUB_OUTPUT: join(scratch, 'output'),
      GITHUB_STEP_SUMMARY: join(scratch, 'summary'),
      RUNNER_TEMP: join(scratch, 'temporary'),
      ...environmentOf(VERIFY, inputs),
    });

  const written = (file: string): string => readFileSync(join(scratch, file), 'utf8');

  it.each([
    ['signed: exit code 0', 0, 'trusted', '**1 trusted**'],
    ['unsigned: exit code 1', 1, 'untrusted', '**1 untrusted**'],
    ['registry unavailable: exit code 3', 3, 'inconclusive', '**1 inconclusive**'],
  ])('GitHub: %s', async (comment, status, result, lead) => {
    const { trust, image } = commandWith(comment);
    const ended = await verifyOnGithub({ trust, images: image, junit: 'junit.xml' });
    expect(ended).toMatchObject({ status });
    expect(written('output')).toContain(`\n${result}\n`);
    expect(written('summary')).toContain(lead);
    expect(written('summary')).toContain(image);
    expect(written('work/junit.xml')).toContain('tests="1"');
  });

  it('GitHub: a report that cannot be written makes no image untrusted, and the others are written', async () => {
    const { trust, image } = commandWith('signed: exit code 0');
    const inputs = { trust, images: image, junit: '/dev/full', sarif: 'verdicts.sarif' };
    const { status, stdout } = await verifyOnGithub(inputs);
    expect(status).toBe(3);
    expect(stdout).toContain('image-trust verify: /dev/full could not be written: ENOSPC');
    expect(written('output')).toContain('\ninconclusive\n');
    expect(written('summary')).toContain('**1 trusted**');
    expect(written('work/verdicts.sarif')).toContain('"executionSuccessful": true');
  });

  const HOSTILE = '::error::|\\|`</code>@octocat';

  /** What a summary has outside of code, where GitHub reads Markdown and mentions. */
  const outsideOfCode = (summary: string): string =>
    summary.replace(/<code>[^<]*<\/code>/g, '').replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '');

  it('GitHub: finds task definitions and Compose files in the workspace, and shows hostile names in them as text', async () => {
    const { trust, image } = commandWith('signed: exit code 0');
    const unsigned = commandWith('unsigned: exit code 1').image;
    const container = { name: HOSTILE, image };
    writeFileSync(join(scratch, 'work/web.json'), JSON.stringify({ family: 'web', containerDefinitions: [container] }));
    writeFileSync(join(scratch, 'work/compose.yaml'), JSON.stringify({ services: { [HOSTILE]: { image: unsigned } } }));
    const { status, stdout } = await verifyOnGithub({ trust, 'task-definition': 'web.json', compose: 'compose.yaml' });
    expect(status).toBe(1);
    expect(written('summary')).toContain('**1 untrusted, 1 trusted**');
    expect(outsideOfCode(written('summary'))).not.toMatch(/octocat|::error/);
    expect(stdout).not.toMatch(/^::error::\|/m);
  });

  it('GitHub: an image that cannot be parsed is a usage error, and shown as text', async () => {
    const { trust } = commandWith('signed: exit code 0');
    writeFileSync(join(scratch, 'work/compose.yaml'), JSON.stringify({ services: { web: { image: HOSTILE } } }));
    const { status, stdout } = await verifyOnGithub({ trust, compose: 'compose.yaml' });
    expect(status).toBe(2);
    expect(outsideOfCode(written('summary'))).not.toMatch(/octocat|::error/);
    expect(stdout).not.toMatch(/^::error::\|/m);
  });

  it('GitHub: a missing file is a usage error that names the file in the workspace', async () => {
    const { trust } = commandWith('signed: exit code 0');
    writeFileSync(join(scratch, 'work/verdicts.sarif'), 'of a commit');
    const { status, stdout } = await verifyOnGithub({ trust, compose: '--help', sarif: 'verdicts.sarif' });
    expect(status).toBe(2);
    expect(stdout).toContain(`${join(scratch, 'work')}/--help`);
    expect(written('output')).toContain('\nerror\n');
    expect(written('summary')).toContain('**No image was verified**');
    expect(written('summary')).toContain('--help: expected a readable file');
    expect(written('work/verdicts.sarif')).toContain('"executionSuccessful": false');
  });

  it('GitLab: keeps the reports of an untrusted image', async () => {
    const { trust, image } = commandWith('unsigned: exit code 1');
    mkdirSync(join(scratch, 'bin'));
    writeFileSync(join(scratch, 'bin/npm'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const script = `PATH="${join(scratch, 'bin')}:$PATH" exec bash "${join(ROOT, 'pipelines/verify/gitlab.sh')}"`;
    const { status, stdout } = await runInDemo(script, {
      CI_PROJECT_DIR: join(scratch, 'work'),
      VERIFY_TRUST: trust,
      VERIFY_IMAGES: image,
    });
    expect(status).toBe(1);
    expect(stdout).toContain('**1 untrusted**');
    expect(written('work/image-trust-report/junit.xml')).toContain('failures="1"');
    expect(written('work/image-trust-report/verdicts.sarif')).toContain('"ruleId": "unsigned"');
  });
});

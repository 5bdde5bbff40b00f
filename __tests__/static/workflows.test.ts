import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buildGoProgram } from '../../testing/tools/go-build';
import { readYaml } from '../support/pipelines/read-yaml';

const ROOT = resolve(__dirname, '../..');
const WORKFLOWS = join(ROOT, '.github/workflows');
const PINNED = /^\s*-?\s*uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

interface Output {
  readonly status: number | null;
  readonly text: string;
}

const run = (program: string, args: readonly string[], cwd = ROOT): Output => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error) throw new Error(`${program} is needed on PATH (on Debian and Ubuntu: apt-get install ${program})`);
  return { status, text: `${stdout}${stderr}` };
};

const FAULTY_WORKFLOW = `on: push
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - run: echo \${{ github.evnt_name }}
      - run: rm -rf $HOME/$X
`;

describe('actionlint', () => {
  let actionlint: string;
  let scratch: string;

  beforeAll(async () => {
    actionlint = await buildGoProgram(
      { name: 'actionlint', module: join(ROOT, 'testing/actionlint'), target: 'tool', label: 'actionlint' },
      {
        directory: join(ROOT, '.tools'),
        environment: process.env,
        progress: (line) => process.stderr.write(`${line}\n`),
      },
    );
    scratch = mkdtempSync(join(tmpdir(), 'workflows-'));
  }, 300_000);

  afterAll(() => rmSync(scratch, { recursive: true }));

  it('finds no problem in any workflow or in the shell scripts of its steps', () => {
    const files = readdirSync(WORKFLOWS).map((file) => join(WORKFLOWS, file));
    expect(run(actionlint, ['-no-color', ...files])).toEqual({ status: 0, text: '' });
  });

  it('finds no problem in the workflow of docs/pipelines.md, whose inputs and outputs the action has', () => {
    const page = readFileSync(join(ROOT, 'docs/pipelines.md'), 'utf8');
    const [, example = ''] = /```yaml\n# \.github[^\n]*\n([^`]*)```/.exec(page) ?? [];
    const used = 'OWNER/ecs-image-trust/pipelines/verify@COMMIT';
    expect(example).toContain(used);
    const project = join(scratch, 'application');
    for (const folder of ['.git', '.github/workflows']) mkdirSync(join(project, folder), { recursive: true });
    cpSync(join(ROOT, 'pipelines'), join(project, 'pipelines'), { recursive: true });
    const lint = (text: string) => {
      writeFileSync(join(project, '.github/workflows/images.yml'), text.replace(used, './pipelines/verify'));
      return run(actionlint, ['-no-color'], project);
    };
    expect(lint(example)).toEqual({ status: 0, text: '' });
    expect(lint(example.replace('sarif:', 'sariff:')).text).toContain('input "sariff" is not defined in action');
  });

  it('finds an undefined expression, and by shellcheck an unquoted variable', () => {
    const file = join(scratch, '.github/workflows/wrong.yml');
    mkdirSync(join(scratch, '.github/workflows'), { recursive: true });
    writeFileSync(file, FAULTY_WORKFLOW);
    const { status, text } = run(actionlint, ['-no-color', file], scratch);
    expect(status).toBe(1);
    expect(text).toContain('property "evnt_name" is not defined');
    expect(text).toContain('SC2086');
  });
});

describe('a workflow', () => {
  const workflows = readdirSync(WORKFLOWS).map((file) => [file, readFileSync(join(WORKFLOWS, file), 'utf8')] as const);

  it.each(workflows)('%s pins every action to a commit, with the version in a comment', (_, text) => {
    const uses = text.split('\n').filter((line) => /^\s*-?\s*uses:/.test(line));
    expect(uses.filter((line) => !PINNED.test(line))).toEqual([]);
  });

  it.each(workflows)('%s restricts the permissions of its token before the first job', (_, text) => {
    expect(text.slice(0, text.indexOf('\njobs:'))).toMatch(/^permissions:/m);
  });
});

const scriptsIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.sh'))
    .map((file) => `${folder}/${file}`);

describe('shellcheck', () => {
  it.each(['.ci/run', ...scriptsIn('pipelines/verify')])('finds no problem in %s', (script) => {
    expect(run('shellcheck', [join(ROOT, script)])).toEqual({ status: 0, text: '' });
  });

  it('finds no problem in the script of the GitLab job', () => {
    const jobs = readYaml('pipelines/verify/gitlab.yml') as Readonly<Record<string, { readonly script: string[] }>>;
    const file = join(mkdtempSync(join(tmpdir(), 'gitlab-script-')), 'script');
    try {
      writeFileSync(file, jobs['.image-trust-verify']?.script.join('\n') ?? '');
      expect(run('shellcheck', ['--shell=sh', file])).toEqual({ status: 0, text: '' });
    } finally {
      rmSync(dirname(file), { recursive: true });
    }
  });
});

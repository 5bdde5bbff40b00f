import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeStandInCheckout, UNTRUSTED, type StandInCheckout } from '../support/pipelines/stand-in-checkout';
import { runCommand } from '../support/process/run-command';

describe('pipelines/verify/verify.sh', () => {
  let scratch: string;
  let checkout: StandInCheckout;

  beforeEach(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), 'pipeline-verify-')));
    for (const folder of ['workspace', 'reports']) mkdirSync(join(scratch, folder));
    checkout = makeStandInCheckout(join(scratch, 'checkout'));
    checkout.answer({});
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  const run = (variables: Readonly<Record<string, string>>) =>
    runCommand('bash', [join(checkout.scripts, 'verify.sh')], {
      cwd: scratch,
      env: {
        PATH: process.env['PATH'],
        VERIFY_WORKSPACE: join(scratch, 'workspace'),
        VERIFY_REPORTS: join(scratch, 'reports'),
        ...variables,
      },
    });

  const argsFor = async (variables: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    await run(variables);
    return checkout.call()?.args.slice(4) ?? [];
  };

  it('asks for JSON and Markdown', async () => {
    await run({ VERIFY_IMAGES: 'a:1' });
    const summary = join(scratch, 'reports/summary.md');
    expect(checkout.call()?.args).toEqual(['verify', '--json', '--markdown', summary, '--', 'a:1']);
  });

  it.each([
    ['blank lines, spaces and carriage returns', '\n  a:1 \r\n\n\tb:2\n', ['a:1', 'b:2']],
    ['quotes, dollar signs and backquotes', `$(id)\n"a" 'b'\n\`id\`;&|*`, ['$(id)', `"a" 'b'`, '`id`;&|*']],
    ['backslashes', 'a\\\nb', ['a\\', 'b']],
    ['options', '--trust=mine.json\n--help', ['--trust=mine.json', '--help']],
  ])('takes one image from each line, whatever it holds: %s', async (_, VERIFY_IMAGES, images) => {
    expect(await argsFor({ VERIFY_IMAGES })).toEqual(['--', ...images]);
  });

  it.each([
    ['a relative file', 'ecs/web.json', '/workspace/ecs/web.json'],
    ['a file with a colon', 'web:latest', '/workspace/web:latest'],
    ['a file with spaces', 'my web.json', '/workspace/my web.json'],
  ])('looks for %s in the workspace', async (_, VERIFY_TASK_DEFINITION, file) => {
    expect(await argsFor({ VERIFY_TASK_DEFINITION })).toEqual([`--task-definition=${scratch}${file}`, '--']);
  });

  it.each([
    ['an absolute file', '/srv/web.json'],
    ['an ARN', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7'],
    ['a family and revision', 'web:7'],
    ['an option', '/--help'],
  ])('passes %s on as it is', async (_, VERIFY_TASK_DEFINITION) => {
    expect(await argsFor({ VERIFY_TASK_DEFINITION })).toEqual([`--task-definition=${VERIFY_TASK_DEFINITION}`, '--']);
  });

  it.each([
    ['its own checkout by default', '', 'checkout'],
    ['the checkout that is named', '.', 'workspace'],
  ])('uses the deployment files of %s', async (_, VERIFY_DIRECTORY, folder) => {
    await run({ VERIFY_DIRECTORY, VERIFY_IMAGES: 'a:1' });
    expect(checkout.call()?.folder).toBe(join(scratch, folder));
  });

  it('verifies nothing, and says so, when there is no such checkout', async () => {
    const { status, stderr } = await run({ VERIFY_DIRECTORY: 'missing', VERIFY_IMAGES: 'a:1' });
    expect(status).toBe(2);
    expect(stderr).toContain('missing: No such file or directory');
    expect(checkout.call()).toBeUndefined();
    expect(readFileSync(join(scratch, 'reports/result'), 'utf8')).toBe('error\n');
  });

  it.each([
    ['verify says so', () => checkout.answer({ status: 1, stdout: UNTRUSTED }), 1, 'untrusted'],
    ['verify fails without a verdict', () => checkout.answer({ status: 1, stdout: '[]' }), 70, 'error'],
    ['Node fails', () => writeFileSync(join(scratch, 'checkout/bin/image-trust.js'), 'const'), 70, 'error'],
    ['the verdicts cannot be written', () => mkdirSync(join(scratch, 'reports/verdicts.json')), 70, 'error'],
  ])('calls an image untrusted only by its verdict: %s', async (_, prepare, status, result) => {
    prepare();
    expect((await run({ VERIFY_IMAGES: 'a:1' })).status).toBe(status);
    expect(readFileSync(join(scratch, 'reports/result'), 'utf8')).toBe(`${result}\n`);
  });

  it('fails with another exit status than that of an untrusted image when it cannot report', async () => {
    mkdirSync(join(scratch, 'reports/result'));
    checkout.answer({ status: 1, stdout: UNTRUSTED });
    expect((await run({ VERIFY_IMAGES: 'a:1' })).status).toBe(70);
  });

  it('uses notation where it was installed to, else that of the machine', async () => {
    await run({ VERIFY_NOTATION: '/opt/n' });
    const environment: NodeJS.ProcessEnv = checkout.call()?.environment ?? {};
    expect(environment).toMatchObject({ NOTATION_CONFIG: '/opt/n', NOTATION_LIBEXEC: '/opt/n' });
    expect(environment['PATH']).toMatch(/^\/opt\/n\/bin:/);
    await run({});
    expect(Object.keys(checkout.call()?.environment ?? {})).not.toContain('NOTATION_CONFIG');
  });
});

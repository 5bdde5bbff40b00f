import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readPage, ROOT } from './markdown';

const { scripts } = JSON.parse(readPage('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
const commands = readPage('.ci/run')
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .join('\n');

const timesIn = (text: string, command: string): number =>
  [...text.matchAll(new RegExp(`npm (?:run )?(?:--silent )?${command}(?= |$)`, 'gm'))].length;

describe('.ci/run', () => {
  it.each(Object.keys(scripts).filter((name) => /^(?:test|check$)/.test(name)))('runs npm %s once', (name) => {
    expect(timesIn(commands, name)).toBe(1);
  });

  it('leaves the tests out of npm run check, which it ran before', () => {
    expect(commands).toContain('CHECK_WITHOUT_TESTS=1 npm run check');
    expect(scripts['check']).toContain('[ "$CHECK_WITHOUT_TESTS" = 1 ] || npm test');
  });

  it.each(['bundle', 'synth'])('leaves %s to npm run check, which runs it once', (name) => {
    expect(timesIn(commands, name)).toBe(0);
    expect(timesIn(scripts['check'] ?? '', name)).toBe(1);
  });
});

const TOOLS = ['cat', 'dirname', 'env', 'find', 'grep', 'head', 'id', 'mktemp', 'rm', 'sort', 'tail', 'timeout'];

const locate = (tool: string): string => {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, tool)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${tool} is needed on PATH`);
  return found;
};

describe('.ci/run on a machine without the tools it needs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ci-run-'));
    for (const tool of TOOLS) symlinkSync(locate(tool), join(folder, tool));
    writeFileSync(join(folder, 'apt-get'), `#!/bin/bash\necho "$*" >> ${folder}/installed\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'sudo'), '#!/bin/bash\nexec "$@"\n', { mode: 0o755 });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (environment: Readonly<Record<string, string>>) => {
    const { status, stdout } = spawnSync('/bin/bash', [join(ROOT, '.ci/run')], {
      env: { PATH: folder, HOME: folder, ...environment },
      encoding: 'utf8',
    });
    const log = join(folder, 'installed');
    return { status, stdout, installed: existsSync(log) ? readFileSync(log, 'utf8') : '' };
  };

  it('names each of them, counts it as failed, and ends with the counts', () => {
    const { status, stdout } = run({});
    expect(status).toBe(1);
    expect(stdout).toContain('missing: node 20.11.0 or newer is needed, none was found on PATH');
    expect(stdout).toContain('missing: buildah 1.28 or newer is needed, none was found on PATH');
    const missing = stdout.match(/^missing: /gm) ?? [];
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`0 passed, ${missing.length} failed`);
  });

  it.each([
    ['by default', {}],
    ['inside of another run', { CI: '1' }],
    ['where it must not', { CI: 'true', INSTALL_PACKAGES: '0' }],
  ])('installs nothing %s, but says how to', (_, environment) => {
    const { stdout, installed } = run(environment);
    expect(installed).toBe('');
    expect(stdout).toMatch(
      /^To install the missing Debian packages: apt-get install -y buildah skopeo .* shellcheck /m,
    );
    expect(stdout).toContain('INSTALL_PACKAGES=1 bash .ci/run');
  });

  it.each([
    ['on CI', { CI: 'true' }],
    ['when asked to', { INSTALL_PACKAGES: '1' }],
  ])('installs the packages %s', (_, environment) => {
    expect(run(environment).installed).toMatch(/^install -y -qq buildah skopeo .* shellcheck /m);
  });
});

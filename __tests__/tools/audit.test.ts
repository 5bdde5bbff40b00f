import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const npmFound = (high: number, critical: number): string =>
  JSON.stringify({ metadata: { vulnerabilities: { low: 4, moderate: 3, high, critical, total: 7 } } });

// Stubs of npm and go: the data bases that the real ones ask do not answer everywhere. What they print is what the real ones were seen to print,
// but for a vulnerability found by govulncheck, which is by its documentation.
describe('tools/audit.ts', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'audit-'));
    write('images/one/go.mod', 'module one\n\ntool example.com/tool\n');
    write('testing/other/go.mod', 'module other\n');
    write('testing/none/readme', '');
  });

  afterEach(() => rmSync(home, { recursive: true }));

  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content, { mode: 0o755 });
  };

  const audit = (stub: string, ...args: readonly string[]) => {
    for (const program of ['npm', 'go']) write(`bin/${program}`, `#!/bin/sh\n${stub}\n`);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs'), join(ROOT, 'tools/audit.ts'), ...args],
      { cwd: home, encoding: 'utf8', env: { PATH: `${join(home, 'bin')}:/usr/bin:/bin` } },
    );
    return { status, stdout, stderr };
  };

  it.each([
    ['nothing is known', `echo '${npmFound(0, 0)}'`, { status: 0, stdout: '', stderr: '' }],
    [
      'something is known',
      `echo '${npmFound(2, 1)}'; exit 1`,
      { status: 1, stdout: '2 high, 1 critical: npm audit tells them\n', stderr: '' },
    ],
    [
      'the registry does not answer the question',
      'echo "npm error audit endpoint returned an error" >&2; echo \'{"message":"405 Method Not Allowed"}\'; exit 1',
      { status: 3, stdout: '', stderr: 'audit: could not be asked: 405 Method Not Allowed\n' },
    ],
    [
      'npm says nothing that can be read',
      'echo "npm error no lock" >&2; exit 1',
      { status: 3, stdout: '', stderr: 'audit: could not be asked: npm error no lock\n' },
    ],
  ])('tells apart for npm: %s', (_, stub, expected) => {
    expect(audit(stub, 'npm')).toEqual(expected);
  });

  it.each([
    ['nothing is known', 'exit 0', { status: 0, stdout: '', stderr: '' }],
    [
      'something is known of one of two modules, and the other could not be asked about',
      'case "$*" in *images/one*) echo "Vulnerability #1: GO-2026-0001"; echo "exit status 3" >&2 ;; *) echo "no such host" >&2 ;; esac; exit 1',
      {
        status: 1,
        stdout: 'images/one:\nVulnerability #1: GO-2026-0001\n',
        stderr: 'audit: could not be asked: no such host\n',
      },
    ],
    [
      'the data base does not answer',
      'echo "govulncheck: fetching vulnerabilities: no such host\nexit status 1" >&2; exit 1',
      {
        status: 3,
        stdout: '',
        stderr: 'audit: could not be asked: govulncheck: fetching vulnerabilities: no such host\n'.repeat(2),
      },
    ],
  ])('tells apart for Go: %s', (_, stub, expected) => {
    expect(audit(stub, 'go')).toEqual(expected);
  });

  it('asks about the tool of a module that is there for its tool, and about the packages of another', () => {
    const { stdout } = audit('echo "$*"; echo "exit status 3" >&2; exit 1', 'go');
    expect(stdout).toMatch(/^images\/one:\nrun golang\.org\/x\/vuln\/cmd\/govulncheck@v\S+ -C images\/one tool\n/);
    expect(stdout).toMatch(/\ntesting\/other:\nrun \S+ -C testing\/other \.\/\.\.\.\n$/);
  });

  it.each([[[]], [['pip']], [['npm', 'go']], [['--all']]])('ends with status 2 for %j', (args) => {
    expect(audit('exit 0', ...args)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^audit: /),
    });
  });
});

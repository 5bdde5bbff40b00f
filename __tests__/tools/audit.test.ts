import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const npmFound = (high: number, critical: number): string =>
  JSON.stringify({ metadata: { vulnerabilities: { low: 4, moderate: 3, high, critical, total: 7 } } });

// Stubs of npm and go, since the databases of the real ones are not reachable everywhere. The stubs print recorded
// output, except for a vulnerability found by govulncheck, which follows its documentation.
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
    ['no vulnerability', `echo '${npmFound(0, 0)}'`, { status: 0, stdout: '', stderr: '' }],
    [
      'vulnerabilities',
      `echo '${npmFound(2, 1)}'; exit 1`,
      { status: 1, stdout: '2 high, 1 critical: see npm audit\n', stderr: '' },
    ],
    [
      'a registry that does not support audits',
      'echo "npm error audit endpoint returned an error" >&2; echo \'{"message":"405 Method Not Allowed"}\'; exit 1',
      { status: 3, stdout: '', stderr: 'audit: not available: 405 Method Not Allowed\n' },
    ],
    [
      'unreadable output',
      'echo "npm error no lock" >&2; exit 1',
      { status: 3, stdout: '', stderr: 'audit: not available: npm error no lock\n' },
    ],
  ])('reports for npm: %s', (_, stub, expected) => {
    expect(audit(stub, 'npm')).toEqual(expected);
  });

  it.each([
    ['no vulnerability', 'exit 0', { status: 0, stdout: '', stderr: '' }],
    [
      'vulnerabilities in one of two modules, while the other could not be audited',
      'case "$*" in *images/one*) echo "Vulnerability #1: GO-2026-0001"; echo "exit status 3" >&2 ;; *) echo "no such host" >&2 ;; esac; exit 1',
      {
        status: 1,
        stdout: 'images/one:\nVulnerability #1: GO-2026-0001\n',
        stderr: 'audit: not available: no such host\n',
      },
    ],
    [
      'an unreachable database',
      'echo "govulncheck: fetching vulnerabilities: no such host\nexit status 1" >&2; exit 1',
      {
        status: 3,
        stdout: '',
        stderr: 'audit: not available: govulncheck: fetching vulnerabilities: no such host\n'.repeat(2),
      },
    ],
  ])('reports for Go: %s', (_, stub, expected) => {
    expect(audit(stub, 'go')).toEqual(expected);
  });

  it('audits the tool of a module that has one, and the packages of a module that has none', () => {
    const { stdout } = audit('echo "$*"; echo "exit status 3" >&2; exit 1', 'go');
    expect(stdout).toMatch(/^images\/one:\nrun golang\.org\/x\/vuln\/cmd\/govulncheck@v\S+ -C images\/one tool\n/);
    expect(stdout).toMatch(/\ntesting\/other:\nrun \S+ -C testing\/other \.\/\.\.\.\n$/);
  });

  it.each([[[]], [['pip']], [['npm', 'go']], [['--all']]])('exits with 2 for %j', (args) => {
    expect(audit('exit 0', ...args)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^audit: /),
    });
  });
});

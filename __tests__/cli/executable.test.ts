import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './run-image-trust';

const EXECUTABLE = join(ROOT, 'bin/image-trust.js');

// Each starts Node and compiles the commands, which takes a while on a busy machine.
jest.setTimeout(30_000);

describe('the executable image-trust', () => {
  it('ends with the exit code of the command, with its error on stderr', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [EXECUTABLE, 'verify'], {
      encoding: 'utf8',
      cwd: ROOT,
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(
      'image-trust: verify: usage error\n  expected an image reference, --task-definition, --compose, --service or --running, found none\n',
    );
  });

  it('does not mind a reader that closes stdout early', () => {
    const command = `"${process.execPath}" "${EXECUTABLE}" completion bash | true; exit "\${PIPESTATUS[0]}"`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8', cwd: ROOT });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('ends with 3 and one sentence without its dependencies', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'image-trust-test-')));
    cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "ecs-image-trust" }');
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/image-trust.js'), 'deploy'], {
      encoding: 'utf8',
      cwd: folder,
    });
    const sentence = `image-trust: the dependencies are not installed: run npm ci in ${folder} first\n`;
    expect({ status, stdout, stderr }).toEqual({ status: 3, stdout: '', stderr: sentence });
    rmSync(folder, { recursive: true });
  });

  it('ends with 130 on Ctrl-C at a question of init, with one sentence and no stack trace', () => {
    const { status, stdout } = spawnSync('python3', ['-c', TYPE_CTRL_C, process.execPath, EXECUTABLE, 'init'], {
      encoding: 'utf8',
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect(status).toBe(130);
    expect(stdout).toContain('image-trust init: interrupted by SIGINT: nothing was changed\r\n');
    expect(stdout).not.toMatch(/^ +at /m);
  });
});

/** Runs a command on a terminal, types Ctrl-C at its first question, prints what it wrote and ends with its exit code. */
const TYPE_CTRL_C = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
written = b''
typed = False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    written += part
    if not typed and b'such as dev: ' in written:
        typed = True
        os.write(terminal, b'\\x03')
sys.stdout.write(written.decode())
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

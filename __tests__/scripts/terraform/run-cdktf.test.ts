import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolFailure } from '../../../adapters/builders/tool-failure';
import { cdktfRunner } from '../../../scripts/terraform/run-cdktf';

describe('cdktfRunner', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdktf-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const runnerOf = (script: string) => {
    const command = join(folder, 'cdktf');
    writeFileSync(command, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return cdktfRunner({ deployment: 'dev', environment: { PATH: process.env['PATH'] }, command });
  };

  it('passes arguments and the deployment on, and ends well', async () => {
    const file = join(folder, 'seen');
    const run = runnerOf(`echo "$DEPLOYMENT $CI $CHECKPOINT_DISABLE" "$@" > ${file}`);
    expect(await run(['deploy', 'dev-signing', '--auto-approve'])).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('dev 1 1 deploy dev-signing --auto-approve\n');
  });

  it.each([
    ['exit 3', 3],
    ['kill -TERM $$', 143],
  ])('gives the exit status as a shell does: %s', async (script, status) => {
    expect(await runnerOf(script)([])).toBe(status);
  });

  it('waits for cdktf to end in order when somebody presses Ctrl-C', async () => {
    const before = process.listenerCount('SIGINT');
    const ended = runnerOf('sleep 0.3')([]);
    process.emit('SIGINT');
    expect(await ended).toBe(0);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('ends cdktf, in order, when it is ended itself', async () => {
    const ready = join(folder, 'ready');
    const ended = runnerOf(`trap 'kill $!; exit 9' TERM; touch ${ready}; sleep 5 & wait`)([]);
    while (!existsSync(ready)) await new Promise((wake) => setTimeout(wake, 10));
    process.emit('SIGTERM');
    expect(await ended).toBe(9);
  });

  it('says what to install before anything is run where there is no cdktf', () => {
    const make = () => cdktfRunner({ deployment: 'dev', environment: {}, command: join(folder, 'absent') });
    expect(make).toThrow(ToolFailure);
    expect(make).toThrow(/expected cdktf at .*absent, found no such file: run npm ci/);
  });

  it('says so when cdktf cannot be started', async () => {
    const command = join(folder, 'cdktf');
    writeFileSync(command, 'not a program', { mode: 0o644 });
    await expect(cdktfRunner({ deployment: 'dev', environment: {}, command })([])).rejects.toThrow(
      /cdktf could not be started \(.*EACCES\)/,
    );
  });
});

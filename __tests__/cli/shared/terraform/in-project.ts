import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFileName, serializeLock, type Lock } from '../../../../contracts/lock/lock';

/** A folder of its own for each test, which is where programs are run; the returned function writes a deployment file there. */
export const inProject = (): ((input: Readonly<Record<string, unknown>>) => void) => {
  const before = process.cwd();
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'project-'));
    mkdirSync(join(folder, 'deployments'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
  return (input) => writeFileSync(`deployments/${String(input['name'])}.json`, JSON.stringify(input));
};

/** What is written on stdout and stderr during each test. */
export const listening = (): { readonly stdout: () => string; readonly stderr: () => string } => {
  const written = { stdout: '', stderr: '' };
  const listenTo = (stream: 'stdout' | 'stderr'): void => {
    written[stream] = '';
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  };
  beforeEach(() => {
    listenTo('stdout');
    listenTo('stderr');
  });
  afterEach(() => jest.restoreAllMocks());
  return { stdout: () => written.stdout, stderr: () => written.stderr };
};

/** Writes the lock of a deployment, as sign-and-push leaves it; a deployment file must be there already. */
export const writeLock = (lock: Lock): void =>
  writeFileSync(`deployments/${lockFileName(lock.deployment)}`, serializeLock(lock));

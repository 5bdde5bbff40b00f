import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLock } from '../../../../../cli/commands/sign-and-push/lock-file';
import { recordRetained } from '../../../../../cli/commands/sign-and-push/run/record-retained';
import { emptyLock, type Lock } from '../../../../../contracts/lock/lock';
import { aDeployment } from '../../../../support/deployment/deployment';

describe('sign-and-push, about the names of what the signing stack holds', () => {
  let folder: string;
  let lockFile: string;
  const said: string[] = [];
  const record = (lock: Lock) =>
    recordRetained({ deployment: aDeployment(), lock, lockFile }, (line) => void said.push(line));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'retained-'));
    lockFile = join(folder, 'dev.lock.json');
    said.length = 0;
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('lists them in the lock before any image is pushed, and says to commit it', async () => {
    const recorded = await record(emptyLock('dev'));
    expect(recorded.retained).toMatchObject({
      profiles: ['dev_workloads'],
      repositories: ['dev-image-trust', 'shop/web'],
    });
    expect(readLock(lockFile, 'dev')).toEqual(recorded);
    expect(said).toEqual([`listed the profile and the repositories of the signing stack in ${lockFile}: commit it`]);
  });

  it('writes nothing when all of them are listed', async () => {
    const recorded = await record(emptyLock('dev'));
    rmSync(lockFile);
    expect(await record(recorded)).toBe(recorded);
    expect(readdirSync(folder)).toEqual([]);
    expect(said).toHaveLength(1);
  });
});

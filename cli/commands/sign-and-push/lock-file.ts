import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { emptyLock, lockFileName, parseLock, serializeLock, type Lock } from '../../../contracts/lock/lock';
import { messageOf } from '../../../verification';
import { DEPLOYMENTS_FOLDER } from '../../shared/read-deployment';
import { readIfPresent } from '../../shared/read-file';

/** The path of a deployment's lock. */
export const lockFileOf = ({ name }: Pick<Deployment, 'name'>): string => join(DEPLOYMENTS_FOLDER, lockFileName(name));

/**
 * Reads a deployment's lock; a missing file is an empty lock.
 * @throws InvalidInputError when it is not a lock, or belongs to another deployment.
 */
export const readLock = (file: string, deployment: string): Lock => {
  const text = readIfPresent(file);
  return text === undefined ? emptyLock(deployment) : parseLock(text, file);
};

const writeWhole = async (file: string, text: string): Promise<void> => {
  const handle = await open(file, 'wx', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes the lock atomically: a reader sees the old file or the new one, whatever happens. */
export const writeLock = async (file: string, lock: Lock): Promise<void> => {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeWhole(temporary, serializeLock(lock));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Error(`${file} could not be written: ${messageOf(error)}`, { cause: error });
  }
};

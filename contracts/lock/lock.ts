import type * as z from 'zod';
import { canonicalJson } from '../schema/canonical-json';
import type { DeepReadonly } from '../schema/deep-readonly';
import { InvalidInputError, problemAt } from '../schema/invalid-input';
import { lockSchema } from './lock-schema';
import { parseContract } from '../schema/parse-contract';
import { readJson } from '../schema/read-json';

/**
 * The images that a deployment runs. `image-trust sign-and-push` writes the lock, synthesis reads it, and it is
 * committed.
 */
export type Lock = DeepReadonly<z.output<typeof lockSchema>>;

/** One pushed image. It is signed, unless it is left unsigned on purpose. */
export type LockedImage = Lock['images'][string];

/** The file name of a deployment's lock. The lock is in the same folder as the deployment file. */
export const lockFileName = (deployment: string): `${string}.lock.json` => `${deployment}.lock.json`;

/** The lock of a deployment before any image was pushed. */
export const emptyLock = (deployment: string): Lock => ({ version: 1, deployment, images: {} });

/**
 * Parses the text of a lock; `file` is its path, whose name contains the deployment's name.
 * @throws InvalidInputError with every problem, also if the lock belongs to another deployment.
 */
export const parseLock = (text: string, file: string): Lock => {
  const lock = parseContract(lockSchema, readJson(text, file), file);
  const name = file.split(/[\\/]/).at(-1) ?? '';
  if (name === lockFileName(lock.deployment)) return lock;
  const expected = `${name.replace(/\.lock\.json$/, '')}, the deployment in the file's name`;
  throw new InvalidInputError(file, [problemAt(['deployment'], expected, lock.deployment)]);
};

/**
 * Serialises a lock as canonical JSON: sorted keys, two spaces, a newline at the end.
 * @throws InvalidInputError when the lock does not match its schema.
 */
export const serializeLock = (lock: Lock): string =>
  canonicalJson(parseContract(lockSchema, lock, lockFileName(lock.deployment)));

import type * as z from 'zod';
import { canonicalJson } from '../schema/canonical-json';
import type { DeepReadonly } from '../schema/deep-readonly';
import { InvalidInputError, problemAt } from '../schema/invalid-input';
import { lockSchema } from './lock-schema';
import { parseContract } from '../schema/parse-contract';
import { readJson } from '../schema/read-json';

/** Which images a deployment runs: written by sign-and-push, read by synthesis, committed. */
export type Lock = DeepReadonly<z.output<typeof lockSchema>>;

/** One image that was pushed, and signed unless it is left unsigned on purpose. */
export type LockedImage = Lock['images'][string];

/** The file of a deployment's lock, beside the deployment's own. */
export const lockFileName = (deployment: string): `${string}.lock.json` => `${deployment}.lock.json`;

/** The lock of a deployment for which nothing was pushed yet. */
export const emptyLock = (deployment: string): Lock => ({ version: 1, deployment, images: {} });

/**
 * Parses the text of a lock; `file` is its path, which says whose lock it is.
 * @throws InvalidInputError with every problem; a lock that belongs to another deployment is one.
 */
export const parseLock = (text: string, file: string): Lock => {
  const lock = parseContract(lockSchema, readJson(text, file), file);
  const name = file.split(/[\\/]/).at(-1) ?? '';
  if (name === lockFileName(lock.deployment)) return lock;
  const expected = `${name.replace(/\.lock\.json$/, '')}, the deployment that the file is named for`;
  throw new InvalidInputError(file, [problemAt(['deployment'], expected, lock.deployment)]);
};

/**
 * Writes a lock in its one form: keys sorted, two spaces, a newline at the end.
 * @throws InvalidInputError when it is no lock that could be read again.
 */
export const serializeLock = (lock: Lock): string =>
  canonicalJson(parseContract(lockSchema, lock, lockFileName(lock.deployment)));

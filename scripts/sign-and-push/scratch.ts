import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Gives work a directory that nobody else can read and removes it afterwards, also when the work is interrupted: registry logins are
 * in it.
 */
export const withScratch = async <T>(work: (directory: string) => Promise<T>): Promise<T> => {
  const directory = await mkdtemp(join(tmpdir(), 'image-trust-'));
  const interrupted = (signal: keyof typeof SIGNALS): void => {
    rmSync(directory, { recursive: true, force: true });
    process.exit(SIGNALS[signal]);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await work(directory);
  } finally {
    process.removeListener('SIGINT', interrupted).removeListener('SIGTERM', interrupted);
    await rm(directory, { recursive: true, force: true });
  }
};

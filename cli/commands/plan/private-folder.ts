import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolFailure } from '../../shared/failure';

/** Tells whether somebody asked for an end; @throws ToolFailure if so. */
export type CheckInterrupted = () => void;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Gives work a folder that nobody else can read, and removes it afterwards. Being asked to end does not end this process at once: what
 * runs is waited for, so that Terraform gives its lock back, and nothing is begun any more once the work looks.
 */
export const withPrivateFolder = async <T>(
  work: (folder: string, check: CheckInterrupted) => Promise<T>,
): Promise<T> => {
  let interrupted = false;
  const note = (): void => {
    interrupted = true;
  };
  const check: CheckInterrupted = () => {
    if (interrupted) throw new ToolFailure('failed', 'it was ended from outside: run this again');
  };
  SIGNALS.forEach((signal) => process.on(signal, note));
  const folder = await mkdtemp(join(tmpdir(), 'image-trust-plan-'));
  try {
    return await work(folder, check);
  } finally {
    await rm(folder, { recursive: true, force: true });
    SIGNALS.forEach((signal) => process.removeListener(signal, note));
  }
};

import { readFileSync } from 'node:fs';

/** Whether a process is running. */
export const isAlive = (pid: number): boolean => {
  try {
    // A killed process remains as a zombie until its parent collects it.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Waits up to a second for a process to end; returns whether it has ended. */
export const soonGone = async (pid: number): Promise<boolean> => {
  for (let left = 40; left > 0 && isAlive(pid); left -= 1) await new Promise((resolve) => setTimeout(resolve, 25));
  return !isAlive(pid);
};

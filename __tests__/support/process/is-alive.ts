import { readFileSync } from 'node:fs';

/** Whether a process runs. */
export const isAlive = (pid: number): boolean => {
  try {
    // A killed process that nobody has collected yet is a zombie: it runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Whether a process runs no more, after a moment at the latest. */
export const soonGone = async (pid: number): Promise<boolean> => {
  for (let left = 40; left > 0 && isAlive(pid); left -= 1) await new Promise((resolve) => setTimeout(resolve, 25));
  return !isAlive(pid);
};

import { readFileSync } from 'node:fs';

/** Returns `fallback` when the error says that the process is gone; rethrows every other error. */
const fallbackWhenGone = <Fallback>(error: unknown, fallback: Fallback): Fallback => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ESRCH') return fallback;
  throw error;
};

const childrenOf = (pid: number): readonly number[] => {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch (error) {
    return fallbackWhenGone(error, []);
  }
};

const descendantsOf = (pid: number): readonly number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    fallbackWhenGone(error, undefined);
  }
};

/** Kills a process and its descendants, including those in process groups of their own. */
export const killTree = (pid: number): void => {
  const family = [pid, ...descendantsOf(pid)];
  for (const one of family) kill(one);
};

import { readFileSync } from 'node:fs';

const orNothingWhenGone = <Nothing>(error: unknown, nothing: Nothing): Nothing => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ESRCH') return nothing;
  throw error;
};

const childrenOf = (pid: number): readonly number[] => {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch (error) {
    return orNothingWhenGone(error, []);
  }
};

const descendantsOf = (pid: number): readonly number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    orNothingWhenGone(error, undefined);
  }
};

/** Kills a process and all that it started, also what is in process groups of its own: nothing survives a sandbox. */
export const killTree = (pid: number): void => {
  const family = [pid, ...descendantsOf(pid)];
  for (const one of family) kill(one);
};

import { readFileSync } from 'node:fs';

/** Kills a process and all that it started, also what is in process groups of its own: nothing survives a sandbox. */
export function killTree(pid: number): void {
  const family = [pid, ...descendantsOf(pid)];
  for (const one of family) kill(one);
}

function descendantsOf(pid: number): readonly number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch (error) {
    return orNothingWhenGone(error, []);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    orNothingWhenGone(error, undefined);
  }
}

function orNothingWhenGone<Nothing>(error: unknown, nothing: Nothing): Nothing {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ESRCH') return nothing;
  throw error;
}

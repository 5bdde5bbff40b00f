import { readdirSync, readFileSync } from 'node:fs';

// Linux reports times to programs in hundredths of a second on every architecture that Lambda has.
const TICK_MS = 10;

/** The processor time of one process in milliseconds, if it belongs to the group; with that of its ended children. */
const timeOf = (pid: string, group: number): number => {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    // It has ended since the folder was listed.
    return 0;
  }
  // The name in parentheses can hold blanks and parentheses; the group is the third field after it.
  // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (Number(fields[2]) !== group) return 0;
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * TICK_MS, 0);
};

/** The processor time that a process group has used, in milliseconds; undefined where the system does not say. */
export const groupCpuTime = (group: number): number | undefined => {
  let pids: readonly string[];
  try {
    pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  } catch {
    return undefined;
  }
  return pids.length === 0 ? undefined : pids.reduce((sum, pid) => sum + timeOf(pid, group), 0);
};

import { readFileSync } from 'node:fs';

// Linux reports times to programs in hundredths of a second.
const TICK_MS = 10;

/** The processes that this process has started and that still run. */
export const runningChildren = (): readonly number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

/** The processor time that a process has used itself, without its children, in milliseconds. */
export const processorTime = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name in parentheses can hold blanks. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
};

const statusBytes = (pid: number, field: string): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
};

/** The memory that a process has now, without its children, in bytes. */
export const residentMemory = (pid: number): number => statusBytes(pid, 'VmRSS');

/** The most memory that a process has had since it started, without its children, in bytes. */
export const peakMemory = (pid: number): number => statusBytes(pid, 'VmHWM');

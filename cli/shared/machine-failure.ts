import { tmpdir } from 'node:os';
import { messageOf } from '../../verification';
import { ToolFailure } from './failure';

const FULL = ['ENOSPC', 'EDQUOT'];
const FORBIDDEN = ['EACCES', 'EPERM', 'EROFS'];

// Only errors of system calls have both: libraries use such codes, too.
const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  return 'syscall' in error && 'code' in error ? String(error.code) : codeOf(error.cause);
};

const adviceFor = (code: string): string | undefined => {
  if (FULL.includes(code)) return 'the disk is full: free some space, then run this again';
  return FORBIDDEN.includes(code)
    ? 'this user has no permission to write or run a file: fix that, then run this again'
    : undefined;
};

/** The failure that a full disk or a missing file permission is; undefined for any other error. */
export const machineFailureOf = (error: unknown): ToolFailure | undefined => {
  const advice = adviceFor(codeOf(error) ?? '');
  if (advice === undefined) return undefined;
  const message = `${advice} (${messageOf(error)}; temporary files are in ${tmpdir()})`;
  return new ToolFailure('missing', message, { cause: error });
};

import { tmpdir } from 'node:os';
import { ToolFailure } from './failure';
import { messageOf } from '../../verification';

const FULL = ['ENOSPC', 'EDQUOT'];
const FORBIDDEN = ['EACCES', 'EPERM', 'EROFS'];

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  return 'syscall' in error && 'code' in error ? String(error.code) : codeOf(error.cause);
};

/** What this machine did not let us write, as the failure that it is; undefined: it is another error. */
export const machineFailureOf = (error: unknown): ToolFailure | undefined => {
  const code = codeOf(error) ?? '';
  const said = `${messageOf(error)}; temporary files are in ${tmpdir()}`;
  if (FULL.includes(code))
    return new ToolFailure('missing', `the disk is full: make room, then run this again (${said})`, { cause: error });
  if (FORBIDDEN.includes(code))
    return new ToolFailure('missing', `this user may not write or run it: mend that, then run this again (${said})`, {
      cause: error,
    });
  return undefined;
};

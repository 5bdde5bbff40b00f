import { tmpdir } from 'node:os';
import { machineFailureOf } from '../../../cli/shared/machine-failure';

const failing = (code: string): Error =>
  Object.assign(new Error(`${code}: a word, write`), { code, syscall: 'write', errno: -28 });

describe('what this machine does not let us write', () => {
  it.each([
    ['ENOSPC', 'the disk is full: make room, then run this again'],
    ['EDQUOT', 'the disk is full: make room, then run this again'],
    ['EACCES', 'this user may not write or run it: mend that, then run this again'],
    ['EPERM', 'this user may not write or run it: mend that, then run this again'],
    ['EROFS', 'this user may not write or run it: mend that, then run this again'],
  ])('is something that is missing, with the next step: %s', (code, sentence) => {
    expect(machineFailureOf(failing(code))).toMatchObject({
      code: 'missing',
      message: `${sentence} (${code}: a word, write; temporary files are in ${tmpdir()})`,
    });
  });

  it('is told by what was being done', () => {
    const error = new Error('the lock could not be written', { cause: failing('ENOSPC') });
    expect(machineFailureOf(error)?.message).toContain('(the lock could not be written; ');
  });

  it.each([
    ['a defect', () => new Error('defect')],
    ['something that is no error', () => 'text'],
    ['another error of the system', () => failing('ECONNRESET')],
    ['an error of a library with such a code', () => Object.assign(new Error('x'), { code: 'EACCES' })],
  ])('is not %s', (_what, make) => {
    expect(machineFailureOf(make())).toBeUndefined();
  });
});

import { tmpdir } from 'node:os';
import { machineFailureOf } from '../../../cli/shared/machine-failure';

const failing = (code: string): Error =>
  Object.assign(new Error(`${code}: a word, write`), { code, syscall: 'write', errno: -28 });

describe('machineFailureOf', () => {
  it.each([
    ['ENOSPC', 'the disk is full: free some space, then run this again'],
    ['EDQUOT', 'the disk is full: free some space, then run this again'],
    ['EACCES', 'this user has no permission to write or run a file: fix that, then run this again'],
    ['EPERM', 'this user has no permission to write or run a file: fix that, then run this again'],
    ['EROFS', 'this user has no permission to write or run a file: fix that, then run this again'],
  ])('reads %s as something that is missing, with the next step', (code, sentence) => {
    expect(machineFailureOf(failing(code))).toMatchObject({
      code: 'missing',
      message: `${sentence} (${code}: a word, write; temporary files are in ${tmpdir()})`,
    });
  });

  it('names the work that failed', () => {
    const error = new Error('the lock could not be written', { cause: failing('ENOSPC') });
    expect(machineFailureOf(error)?.message).toContain('(the lock could not be written; ');
  });

  it.each([
    ['a defect', () => new Error('defect')],
    ['a value that is not an Error', () => 'text'],
    ['another system error', () => failing('ECONNRESET')],
    ["a library's error with such a code", () => Object.assign(new Error('x'), { code: 'EACCES' })],
  ])('ignores %s', (_what, make) => {
    expect(machineFailureOf(make())).toBeUndefined();
  });
});

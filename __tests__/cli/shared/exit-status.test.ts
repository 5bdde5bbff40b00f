import { ToolError } from '../../../adapters/tool-error';
import { exitStatusOf, toToolFailure } from '../../../cli/shared/exit-status';
import { ToolFailure } from '../../../cli/shared/failure';

const CODES = [
  ['failed', 1],
  ['missing', 3],
  ['refused', 4],
  ['temporary', 5],
] as const;

describe('toToolFailure', () => {
  it.each(CODES)("translates an adapter's error with its code, message and cause: %s", (code) => {
    const error = new ToolError(code, 'pushing verifier: why');
    const failure = toToolFailure(error);
    expect(failure).toBeInstanceOf(ToolFailure);
    expect(failure).toMatchObject({ code, message: 'pushing verifier: why', cause: error });
  });

  it("returns the CLI's own failure as it is", () => {
    const failure = new ToolFailure('refused', 'why');
    expect(toToolFailure(failure)).toBe(failure);
  });

  it('reads an error of this machine as something that is missing', () => {
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' });
    expect(toToolFailure(full)).toMatchObject({ code: 'missing' });
  });

  it('returns undefined for a defect', () => {
    expect(toToolFailure(new TypeError('a defect'))).toBeUndefined();
  });
});

describe('exitStatusOf', () => {
  let written: jest.SpyInstance;

  beforeEach(() => {
    written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });

  afterEach(() => written.mockRestore());

  it.each(CODES)('prints one sentence about a command that fails with %s, and ends with %d', async (code, status) => {
    for (const error of [new ToolFailure(code, 'why'), new ToolError(code, 'why')])
      await expect(exitStatusOf('sign', () => Promise.reject(error))).resolves.toBe(status);
    const line = ['image-trust sign: why\n'];
    expect(written.mock.calls).toEqual([line, line]);
  });

  it('returns the status of work that succeeds', async () => {
    await expect(exitStatusOf('sign', () => Promise.resolve(0))).resolves.toBe(0);
    expect(written).not.toHaveBeenCalled();
  });

  it('rethrows a defect', async () => {
    await expect(exitStatusOf('sign', () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  });
});

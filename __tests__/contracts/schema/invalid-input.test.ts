import { formatFound, formatPath, InvalidInputError, problemAt } from '../../../contracts/schema/invalid-input';

describe('formatPath', () => {
  it.each([
    [['policies', 'web', 'signers', 0], 'policies.web.signers[0]'],
    [['clusters', 'arn:aws:ecs:…'], 'clusters["arn:aws:ecs:…"]'],
    [['a b'], '["a b"]'],
    [[0, 'x'], '[0].x'],
    [[], '(whole)'],
  ])('writes %j as %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe('formatFound', () => {
  it.each([
    ['text', '"text"'],
    [null, 'null'],
    [undefined, 'nothing'],
    [{ a: [1] }, '{"a":[1]}'],
    ['x'.repeat(78), `"${'x'.repeat(78)}"`],
    ['x'.repeat(79), `"${'x'.repeat(78)}…`],
    ['two\nlines', '"two\\nlines"'],
  ])('writes %j', (value, text) => {
    expect(formatFound(value)).toBe(text);
  });

  it('writes a sentence for a value that cannot be written for its depth', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(formatFound(deep)).toBe('a value that is nested too deeply');
  });
});

describe('InvalidInputError', () => {
  it('writes "1 problem" in the singular, and keeps the problem as data', () => {
    const problem = problemAt(['mode'], 'audit or enforce', 'warn');
    const error = new InvalidInputError('deployments/dev.json', [problem]);
    expect(error.message).toBe('deployments/dev.json: 1 problem\n  mode: expected audit or enforce, found "warn"');
    expect(error.problems).toEqual([{ path: 'mode', expected: 'audit or enforce', found: '"warn"' }]);
  });
});

import { hasColours, paintOn } from '../../../cli/shared/colour';

const TERMINAL = { isTTY: true };

describe('colours', () => {
  it.each<[string, object, NodeJS.ProcessEnv, boolean]>([
    ['on a terminal', TERMINAL, {}, true],
    ['not where it is no terminal', {}, {}, false],
    ['not with NO_COLOR', TERMINAL, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR, as no-color.org has it', TERMINAL, { NO_COLOR: '' }, true],
    ['not on a dumb terminal', TERMINAL, { TERM: 'dumb' }, false],
  ])('are shown %s', (_where, stream, environment, expected) => {
    expect(hasColours(stream, environment)).toBe(expected);
    const text = paintOn(stream, environment)('red', 'untrusted');
    expect(text).toBe(expected ? '\u001B[31muntrusted\u001B[39m' : 'untrusted');
  });

  it('are left out if there is none', () => {
    expect(paintOn(TERMINAL, {})(undefined, 'text')).toBe('text');
  });
});

import {
  markContinuation,
  visibleJson,
  visibleLines,
  visibleOutputLine,
  visibleText,
} from '../../../cli/shared/visible-text';

describe('visibleText', () => {
  it.each([
    ['a line break', 'a\nb', 'a\\u{a}b'],
    ['a carriage return', 'a\rb', 'a\\u{d}b'],
    ['an escape sequence', '\u001B[2K', '\\u{1b}[2K'],
    ['a control character of eight bits', '\u009B2K', '\\u{9b}2K'],
    ['a bidi control', '\u202Egnp.exe', '\\u{202e}gnp.exe'],
    ['a zero-width character', 'a\u200Bb', 'a\\u{200b}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['an invisible tag character', '\u{E0041}', '\\u{e0041}'],
    ['half of a surrogate pair', '\uD800', '\\u{d800}'],
  ])('escapes %s', (_, text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });

  it('leaves other text alone', () => {
    expect(visibleText('prod – Größe 東京 🚀 "x"')).toBe('prod – Größe 東京 🚀 "x"');
  });
});

describe('visibleLines', () => {
  it('keeps line breaks, tabs and colours, and escapes everything else', () => {
    expect(visibleLines('\u001B[31ma\u001B[39m\tb\n\u001B[2Jc\r')).toBe('\u001B[31ma\u001B[39m\tb\n\\u{1b}[2Jc\\u{d}');
  });

  it.each([['\u001B[8m'], ['\u001B[30m'], ['\u001B[38;5;0m']])('does not keep %j, which hides text', (code) => {
    expect(visibleLines(`${code}x`)).not.toContain('\u001B');
  });
});

describe('visibleOutputLine', () => {
  it('removes control sequences other than colours', () => {
    expect(visibleOutputLine('\u001B[2K\u001B[1A\u001B[32mdone\u001B[0m\u001B]0;title\u0007')).toBe(
      '\u001B[32mdone\u001B[0m',
    );
  });
});

describe('visibleJson', () => {
  it('escapes characters as JSON does, so that the value stays the same', () => {
    const value = { detail: 'a\n\u202E\u009B\u2028\u{E0041}🚀' };
    const json = visibleJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).not.toMatch(/[\p{Cf}\p{Zl}\u0080-\u009f]/u);
    expect(json).toContain('🚀');
  });
});

describe('markContinuation', () => {
  it('marks each line that could pose as a message, and leaves indented ones alone', () => {
    expect(markContinuation('pushing x: it failed\n  | denied\nimage-trust: all trusted')).toBe(
      'pushing x: it failed\n  | denied\n  | image-trust: all trusted',
    );
  });
});

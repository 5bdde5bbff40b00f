import { replaceInvisible, visibleText } from '../../verification';

describe('visibleText', () => {
  it.each([
    ['a bidi control', 'a\u202Eb', 'a\\u{202e}b'],
    ['a control character', 'a\u001Bb\n', 'a\\u{1b}b\\u{a}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a character outside the basic plane', 'a\u{E0041}b', 'a\\u{e0041}b'],
    ['half a surrogate pair', 'a\uD800b', 'a\\u{d800}b'],
    ['nothing in visible text', 'größe ✓ 漢字 😀', 'größe ✓ 漢字 😀'],
  ])('escapes %s', (_what, text, expected) => {
    expect(visibleText(text)).toBe(expected);
  });
});

describe('replaceInvisible', () => {
  it('replaces each of these characters by what it is given', () => {
    expect(replaceInvisible('a\u202Eb\u0000', (each) => `[${String(each.length)}]`)).toBe('a[1]b[1]');
  });
});

import { isDigest } from '../../verification';

const HEX = 'a'.repeat(64);

describe('isDigest', () => {
  it('accepts sha256 and 64 lower-case hexadecimal digits', () => {
    expect(isDigest(`sha256:${'0123456789abcdef'.repeat(4)}`)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['no algorithm', HEX],
    ['another algorithm', `sha512:${'a'.repeat(128)}`],
    ['one digit too few', `sha256:${HEX.slice(1)}`],
    ['one digit too many', `sha256:${HEX}a`],
    ['upper case', `sha256:${HEX.toUpperCase()}`],
    ['upper case in the algorithm', `SHA256:${HEX}`],
    ['a letter that is no hexadecimal digit', `sha256:${'g'.repeat(64)}`],
    ['text before it', ` sha256:${HEX}`],
    ['a line break after it', `sha256:${HEX}\n`],
    ['a line before it', `x\nsha256:${HEX}`],
  ])('refuses %s', (_what, text) => {
    expect(isDigest(text)).toBe(false);
  });
});

import fc from 'fast-check';
import { decodeBase64, decodeBase64Url } from '../../verification/base64';

describe('decodeBase64 and decodeBase64Url', () => {
  it('decode what encodes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
        expect(decodeBase64Url(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
      }),
    );
  });

  it('decode a text only if it is the one encoding of its bytes', () => {
    const text = fc.string({ unit: fc.constantFrom('A', 'B', 'z', '0', '9', '+', '/', '-', '_', '=', '\n', 'é') });
    fc.assert(
      fc.property(text, (encoded) => {
        const [standard, urlSafe] = [decodeBase64(encoded), decodeBase64Url(encoded)];
        if (standard !== undefined) expect(Buffer.from(standard).toString('base64')).toBe(encoded);
        if (urlSafe !== undefined) expect(Buffer.from(urlSafe).toString('base64url')).toBe(encoded);
      }),
    );
  });

  it.each([
    ['padding that is missing', 'QQ'],
    ['too much padding', 'A==='],
    ['bits that are not used', 'QR=='],
    ['a line break', 'QUJD\nREVG'],
    ['characters of base64url', '-_-_'],
  ])('refuse base64 with %s', (_, text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });

  it.each([
    ['padding', 'QQ=='],
    ['a length that no bytes have', 'QUJDR'],
    ['bits that are not used', 'QR'],
    ['a line break', 'QUJD\nREVG'],
    ['characters of base64', '+/+/'],
  ])('refuse base64url with %s', (_, text) => {
    expect(decodeBase64Url(text)).toBeUndefined();
  });
});

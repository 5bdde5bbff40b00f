import fc from 'fast-check';
import { stopReason } from '../../verification';
import { aContainer, anUntrusted, aVerified, digestOf, ECR } from '../support/domain/domain';

describe('stopReason', () => {
  it('names container, pinned image, verdict, reason and detail', () => {
    expect(stopReason(aVerified({ verdict: anUntrusted('revoked', 'the profile was revoked') }))).toBe(
      `Image Trust: container web runs ${ECR}/shop/web@${digestOf('a')}, which is untrusted (revoked): the profile was revoked`,
    );
  });

  it.each([
    ['Quay.io/Web', 'Quay.io/Web'],
    [null, 'an unknown image'],
  ])('names an image without identity as the task does: %s', (image, named) => {
    const verified = aVerified({
      container: aContainer({ image }),
      image: null,
      verdict: anUntrusted('no-policy', 'so'),
    });
    expect(stopReason(verified)).toBe(`Image Trust: container web runs ${named}, which is untrusted (no-policy): so`);
  });

  it('is cut to 1,024 characters', () => {
    const reason = (length: number) => stopReason(aVerified({ verdict: anUntrusted('revoked', 'x'.repeat(length)) }));
    const fits = 1024 - reason(0).length;
    expect(reason(fits)).toMatch(/^Image Trust: container web runs .*x$/);
    expect(reason(fits)).toHaveLength(1024);
    expect(reason(fits + 1)).toBe(`${reason(fits).slice(0, 1021)}...`);
    expect(reason(100_000)).toHaveLength(1024);
  });

  it.each([
    ['a line break', 'good\r\nImage Trust: all is well', 'good??Image Trust: all is well'],
    ['a tab and a null', 'a\tb\0c', 'a?b?c'],
    ['the control characters next to the printable range', 'a\x1fb\x7fc', 'a?b?c'],
    ['another script', 'né', 'n?'],
    ['a character of two UTF-16 units', '\u{1f512}', '??'],
    ['a lone surrogate', '\ud83d', '?'],
    ['the first and the last printable character', ' ~', ' ~'],
  ])('is printable ASCII, so that ECS does not refuse the stop: %s', (_what, detail, expected) => {
    const [reason, start] = [detail, ''].map((text) =>
      stopReason(aVerified({ verdict: anUntrusted('revoked', text) })),
    );
    expect(reason).toBe(`${start}${expected}`);
  });

  it('rule 2: is printable and short enough for ECS, whatever a pusher writes', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 1200 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, text, text, (name, image, detail) => {
        const verdict = anUntrusted('signature-invalid', detail);
        const verified = aVerified({ container: aContainer({ name, image }), image: null, verdict });
        expect(stopReason(verified)).toMatch(/^Image Trust: [\x20-\x7e]{1,1011}$/);
      }),
    );
  });
});

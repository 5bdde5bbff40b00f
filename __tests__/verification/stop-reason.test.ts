import fc from 'fast-check';
import { stopReason } from '../../verification';
import { aContainer, anImage, anUntrusted, aVerified, digestOf, ECR } from '../support/domain/domain';

describe('stopReason', () => {
  it('names verdict and pinned image first, then container and detail', () => {
    expect(stopReason(aVerified({ verdict: anUntrusted('revoked', 'the profile was revoked') }))).toBe(
      `Image Trust: untrusted (revoked): ${ECR}/shop/web@${digestOf('a')} in container web: the profile was revoked`,
    );
  });

  it.each([
    ['Quay.io/Web', 'Quay.io/Web'],
    ['https://a.example/x?sig=secret', 'https://a.example/x??'],
    [null, 'an unknown image'],
  ])('names an image without identity as the task does, without the query of a URL: %s', (image, named) => {
    const verified = aVerified({
      container: aContainer({ image }),
      image: null,
      verdict: anUntrusted('no-policy', 'so'),
    });
    expect(stopReason(verified)).toBe(`Image Trust: untrusted (no-policy): ${named} in container web: so`);
  });

  it('is cut to 255 characters, which every documented version of StopTask accepts', () => {
    const reason = (length: number) => stopReason(aVerified({ verdict: anUntrusted('revoked', 'x'.repeat(length)) }));
    const fits = 255 - reason(0).length;
    expect(reason(fits)).toMatch(/^Image Trust: untrusted \(revoked\): .*x$/);
    expect(reason(fits)).toHaveLength(255);
    expect(reason(fits + 1)).toBe(`${reason(fits).slice(0, 252)}...`);
    expect(reason(100_000)).toHaveLength(255);
  });

  it('keeps verdict, reason and digest also for the longest reason and a very long image', () => {
    const repository = `${ECR}/${'shop/'.repeat(30)}web`;
    const verified = aVerified({ image: anImage(repository), verdict: anUntrusted('too-many-signatures', 'so') });
    const reason = stopReason(verified);
    const start = 'Image Trust: untrusted (too-many-signatures): ...';
    expect(reason.startsWith(start)).toBe(true);
    expect(reason).toContain(`/web@${digestOf('a')} in `);
    expect(reason.length).toBeLessThanOrEqual(255);
  });

  it('shortens an image only when it is longer than 190 characters', () => {
    const named = (length: number) => {
      const container = aContainer({ image: 'I'.repeat(length) });
      return stopReason(aVerified({ container, image: null, verdict: anUntrusted('no-policy', 'so') }));
    };
    expect(named(190)).toContain(`: ${'I'.repeat(190)} in`);
    expect(named(191)).toContain(`: ...${'I'.repeat(187)} in`);
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
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, text, text, (name, image, detail) => {
        const verdict = anUntrusted('signature-invalid', detail);
        const verified = aVerified({ container: aContainer({ name, image }), image: null, verdict });
        expect(stopReason(verified)).toMatch(/^Image Trust: untrusted \(signature-invalid\): [\x20-\x7e]{1,206}$/);
      }),
    );
  });
});

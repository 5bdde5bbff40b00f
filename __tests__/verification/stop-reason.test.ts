import fc from 'fast-check';
import { stopReason } from '../../verification';
import { aContainer, aJudged, anUntrusted, digestOf, ECR } from '../support/domain/domain';

describe('stopReason', () => {
  it('names container, image by digest, verdict and cause', () => {
    expect(stopReason(aJudged({ verdict: anUntrusted('revoked', 'the profile was revoked') }))).toBe(
      `Image Trust: container web runs ${ECR}/shop/web@${digestOf('a')}, which is untrusted (revoked): the profile was revoked`,
    );
  });

  it.each([
    ['Quay.io/Web', 'Quay.io/Web'],
    [null, 'unknown image'],
  ])('names an image that has no identity as it was written: %s', (image, named) => {
    const judged = aJudged({ container: aContainer({ image }), image: null, verdict: anUntrusted('no-policy', 'so') });
    expect(stopReason(judged)).toBe(`Image Trust: container web runs ${named}, which is untrusted (no-policy): so`);
  });

  it('is at most 1,024 characters, of which the first are kept', () => {
    const reason = (length: number) => stopReason(aJudged({ verdict: anUntrusted('revoked', 'x'.repeat(length)) }));
    const fits = 1024 - reason(0).length;
    expect(reason(fits)).toMatch(/^Image Trust: container web runs .*x$/);
    expect(reason(fits)).toHaveLength(1024);
    expect(reason(fits + 1)).toBe(`${reason(fits).slice(0, 1021)}...`);
    expect(reason(100_000)).toHaveLength(1024);
  });

  it.each([
    ['a line break', 'good\r\nImage Trust: all is well', 'good??Image Trust: all is well'],
    ['a tab and a null', 'a\tb\0c', 'a?b?c'],
    ['the controls next to what is plain', 'a\x1fb\x7fc', 'a?b?c'],
    ['another script', 'né', 'n?'],
    ['a character of two halves', '\u{1f512}', '??'],
    ['a half of one', '\ud83d', '?'],
    ['the first and the last plain character', ' ~', ' ~'],
  ])('is plain printable ASCII, since ECS must not refuse the stop: %s', (_what, detail, told) => {
    const [reason, start] = [detail, ''].map((text) => stopReason(aJudged({ verdict: anUntrusted('revoked', text) })));
    expect(reason).toBe(`${start}${told}`);
  });

  it('mistake 20: is plain and short enough for ECS, whatever a pusher writes', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 1200 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, text, text, (name, image, detail) => {
        const verdict = anUntrusted('signature-invalid', detail);
        const judged = aJudged({ container: aContainer({ name, image }), image: null, verdict });
        expect(stopReason(judged)).toMatch(/^Image Trust: [\x20-\x7e]{1,1011}$/);
      }),
    );
  });
});

import { reportedContainer, reportedVerdict } from '../../../../cli/shared/preview/reported-verdict';
import { notTrusted, reportImage, type ReportImage } from '../../../support/report/report-parts';

const verdictOf = (fields: Partial<ReportImage>) =>
  reportedVerdict(reportImage('shop/web', '1', notTrusted(fields)))?.verdict;

describe('reportedVerdict', () => {
  it('keeps the evidence of a trusted image', () => {
    const image = reportImage('shop/web', '1');
    const [signature] = image.signatures;
    expect(reportedVerdict(image)).toEqual({
      policy: 'production',
      verdict: {
        kind: 'trusted',
        policy: 'production',
        signatures: [
          {
            signature: signature?.digest,
            signer: signature?.signer,
            signingTime: signature?.signingTime,
            expiry: signature?.expiry,
            job: signature?.job,
          },
        ],
        detail: image.detail,
      },
    });
  });

  it('counts no signature without a digest', () => {
    const [signature] = reportImage('shop/web', '1').signatures;
    const signatures = signature === undefined ? [] : [{ ...signature, digest: 'sha256:short' }];
    expect(reportedVerdict(reportImage('shop/web', '1', { signatures }))?.verdict).toMatchObject({ signatures: [] });
  });

  it.each<[Partial<ReportImage>, object]>([
    [
      { verdict: 'untrusted', reason: 'revoked', detail: 'd' },
      { kind: 'untrusted', reason: 'revoked', detail: 'd' },
    ],
    [
      { verdict: 'exempt', rule: 'vendor', policy: null },
      { kind: 'exempt', rule: 'vendor' },
    ],
    [
      { verdict: 'inconclusive', cause: 'service', reason: 'throttled' },
      { kind: 'inconclusive', cause: 'service', reason: 'throttled' },
    ],
    [
      { verdict: 'inconclusive', cause: 'image', reason: 'image-not-found' },
      { kind: 'inconclusive', cause: 'image', reason: 'image-not-found' },
    ],
  ])('reads %j', (fields, verdict) => {
    expect(verdictOf(fields)).toMatchObject(verdict);
  });

  it.each<[string, Partial<ReportImage>]>([
    ['untrusted without a reason', { verdict: 'untrusted', reason: null }],
    ['untrusted by a reason of inconclusive', { verdict: 'untrusted', reason: 'throttled' }],
    ['inconclusive by a reason of untrusted', { verdict: 'inconclusive', reason: 'unsigned' }],
    ['exempt without a rule', { verdict: 'exempt', rule: null }],
  ])('does not know a verdict that contradicts itself: %s', (_, fields) => {
    expect(verdictOf(fields)).toBeUndefined();
  });
});

describe('reportedContainer', () => {
  it('has the digest of the image, if it is one', () => {
    const image = reportImage('shop/web', '1');
    expect(reportedContainer('web', image)).toEqual({ name: 'web', image: image.image, imageDigest: image.digest });
    expect(reportedContainer('web', { ...image, digest: 'sha256:short' }).imageDigest).toBeNull();
    expect(reportedContainer('web', { ...image, digest: null }).imageDigest).toBeNull();
  });
});

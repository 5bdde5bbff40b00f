import { digestOf, notTrusted, reportImage, signatureBy, signerArn, type ReportImage } from './report-parts';

/** The images of the sample report: trusted, untrusted for three reasons, not covered and exempt. */
export const SAMPLE_IMAGES: readonly ReportImage[] = [
  reportImage('shop/checkout', '4.18.2'),
  reportImage('shop/catalogue', '2.7.0', {
    detail: 'Signed by 2 signers of the policy',
    signatures: [
      signatureBy('release_pipeline', 'shop/catalogue'),
      signatureBy('security_review', 'shop/catalogue review', 8),
    ],
  }),
  reportImage('shop/search', '9.0.1', { policy: 'default' }),
  reportImage('platform/otel-collector', '0.141.0', { policy: 'platform' }),
  reportImage(
    'payments/ledger',
    '1.31.0',
    notTrusted({
      verdict: 'untrusted',
      reason: 'revoked',
      detail: 'The signing job was revoked on 2026-11-26: key of a build machine was stolen',
      rejectedSignatures: [{ digest: digestOf('revoked'), signer: signerArn('release_pipeline'), reason: 'revoked' }],
      revocationCheckedAt: '2026-11-26T12:00:20.000Z',
    }),
  ),
  reportImage(
    'tools/debug-shell',
    'latest',
    notTrusted({ verdict: 'untrusted', reason: 'unsigned', detail: 'No signature is attached to the image' }),
  ),
  reportImage(
    'analytics/etl',
    'feature-412',
    notTrusted({
      verdict: 'untrusted',
      reason: 'signer-not-trusted',
      detail: 'Signed, but by no signer of the policy default',
      policy: 'default',
      rejectedSignatures: [
        { digest: digestOf('sandbox'), signer: signerArn('sandbox_pipeline'), reason: 'signer-not-trusted' },
      ],
    }),
  ),
  reportImage(
    'analytics/notebooks',
    '5.2.0',
    notTrusted({
      verdict: 'inconclusive',
      cause: 'service',
      reason: 'registry-denied',
      detail: 'The registry answered 403 to the request for the manifest',
    }),
  ),
  reportImage(
    'vendor/metrics-agent',
    '7.61.0',
    notTrusted({
      verdict: 'exempt',
      rule: 'vendor-agents',
      policy: null,
      detail: 'The exemption vendor-agents applies',
    }),
  ),
  reportImage(
    'none',
    'none',
    notTrusted({
      image: null,
      repository: null,
      digest: null,
      verdict: 'exempt',
      rule: 'aws-managed-sidecar',
      policy: null,
      detail: 'AWS added the container',
    }),
  ),
];

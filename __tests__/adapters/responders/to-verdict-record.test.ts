import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { toTopicMessage } from '../../../adapters/responders/topic-message';
import { verdictEventSchema } from '../../../contracts/events/verdict-event';
import { MAX_SIGNATURES } from '../../../contracts/events/verdict-event-format';
import {
  imageUnprovable,
  MAX_DETAIL_LENGTH,
  serviceFailed,
  untrusted,
  type Outcome,
  type Verdict,
} from '../../../verification';
import {
  aTrusted,
  aVerified,
  CLUSTER,
  digestOf,
  ECR,
  SIGNER,
  someEvidence,
  TASK,
  TRUST_SHA256,
} from '../../support/domain/domain';
import { announcementOf } from '../../support/domain/announcement';

const unsigned = untrusted('unsigned', 'no signature is associated with it');
const trusted = aTrusted();
const exempt: Verdict = { kind: 'exempt', rule: 'legacy', detail: 'moves next year' };

describe('toVerdictRecord', () => {
  it('contains verdict, place, reason and response', () => {
    expect(toVerdictRecord(announcementOf(unsigned), 'dev')).toEqual({
      version: 3,
      deployment: 'dev',
      trustDocument: TRUST_SHA256,
      cluster: CLUSTER,
      task: TASK,
      container: 'web',
      image: `${ECR}/shop/web:1`,
      repository: `${ECR}/shop/web`,
      digest: digestOf('a'),
      verdict: 'untrusted',
      reason: 'unsigned',
      cause: null,
      policy: 'shop',
      rule: null,
      detail: 'no signature is associated with it',
      signatures: [],
      rejectedSignatures: [],
      mode: 'enforce',
      workload: 'standalone',
      response: 'reported',
      note: null,
      at: '2026-03-01T12:00:00.000Z',
    });
  });

  it.each<[string, Verdict, object]>([
    ['trusted', trusted, { verdict: 'trusted', reason: null, cause: null, rule: null }],
    ['exempt', exempt, { verdict: 'exempt', reason: null, cause: null, rule: 'legacy' }],
    ['untrusted', unsigned, { verdict: 'untrusted', reason: 'unsigned', cause: null, rule: null }],
    [
      'inconclusive with cause service',
      serviceFailed('throttled', ''),
      { verdict: 'inconclusive', reason: 'throttled', cause: 'service', rule: null },
    ],
    [
      'inconclusive with cause image',
      imageUnprovable('image-not-found', ''),
      { verdict: 'inconclusive', reason: 'image-not-found', cause: 'image', rule: null },
    ],
  ])('contains reason, cause and rule of a verdict that is %s', (_kind, verdict, expected) => {
    expect(toVerdictRecord(announcementOf(verdict), 'dev')).toMatchObject(expected);
  });

  it('contains the evidence of each signature that counted', () => {
    const record = toVerdictRecord(announcementOf(trusted), 'dev');
    expect(record.rejectedSignatures).toEqual([]);
    expect(record.signatures).toEqual([
      {
        digest: digestOf('9'),
        signer: `${SIGNER}/a1B2c3D4e5`,
        signingTime: '2026-02-28T09:30:00.000Z',
        expiry: null,
        job: someEvidence().job,
      },
    ]);
  });

  it('contains signer and reason of each signature that does not count', () => {
    const verdict = untrusted('revoked', 'revoked', [
      { digest: digestOf('8'), signer: SIGNER, reason: 'revoked', detail: 'was revoked' },
      { digest: digestOf('7'), reason: 'signature-invalid', detail: 'is no envelope' },
    ]);
    const record = toVerdictRecord(announcementOf(verdict), 'dev');
    expect(record.signatures).toEqual([]);
    expect(record.rejectedSignatures).toEqual([
      { digest: digestOf('8'), signer: SIGNER, reason: 'revoked' },
      { digest: digestOf('7'), signer: null, reason: 'signature-invalid' },
    ]);
  });

  it.each<[string, (count: number) => Verdict]>([
    ['good', (count) => aTrusted({ signatures: Array.from({ length: count }, () => someEvidence()) })],
    [
      'rejected',
      (count) =>
        untrusted(
          'signature-invalid',
          '',
          Array.from({ length: count }, () => ({ digest: digestOf('7'), reason: 'signature-invalid', detail: '' })),
        ),
    ],
  ])('rule 2: contains a limited number of %s signatures, however many are attached', (_what, verdictWith) => {
    const record = toVerdictRecord(announcementOf(verdictWith(1_000)), 'dev');
    expect([...record.signatures, ...record.rejectedSignatures]).toHaveLength(MAX_SIGNATURES);
    expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThan(32_768);
  });

  it('leaves unknown fields null for a container that ECS describes without an image', () => {
    const container = { name: 'aws-guardduty-agent-nm40lC', image: null, imageDigest: digestOf('b') };
    const verified = aVerified({ verdict: exempt, container, image: null, policy: null });
    expect(toVerdictRecord(announcementOf(exempt, { verified }), 'dev')).toMatchObject({
      container: 'aws-guardduty-agent-nm40lC',
      image: null,
      repository: null,
      digest: digestOf('b'),
      policy: null,
    });
  });

  it('rule 2: cuts a detail that a pusher made long', () => {
    const record = toVerdictRecord(announcementOf(untrusted('unsigned', 'x'.repeat(5_000))), 'dev');
    expect(record.detail).toBe('x'.repeat(1_000));
  });

  it('rule 6: contains no query of a URL, and cuts the detail afterwards', () => {
    const url = (name: string) => `https://${name}.example/layer?X-Amz-Signature=5ecret`;
    const detail = `GET "${url('a')}": Get "${url('b')}": ${'x'.repeat(2_000)}`;
    const container = { name: 'web', image: url('c'), imageDigest: digestOf('a') };
    const verified = aVerified({ container, image: null, verdict: serviceFailed('registry-denied', detail) });
    const record = toVerdictRecord(announcementOf(unsigned, { verified }), 'dev');
    expect(record.detail).toMatch(/^GET "https:\/\/a\.example\/layer\?…": Get "https:\/\/b\.example\/layer\?…": x+$/);
    expect(record.detail).toHaveLength(1_000);
    expect(record.image).toBe('https://c.example/layer?…');
    expect(JSON.stringify([record, toTopicMessage(record)])).not.toContain('5ecret');
  });

  it('says why the response is this one, shortened and without the query of a URL', () => {
    const note = `Nothing was rolled back: https://a.example/x?sig=5ecret ${'x'.repeat(2_000)}`;
    const record = toVerdictRecord(announcementOf(unsigned, { note }), 'dev');
    expect(record.note).toMatch(/^Nothing was rolled back: https:\/\/a\.example\/x\?… x+…$/);
    expect(record.note).toHaveLength(MAX_DETAIL_LENGTH);
    expect(verdictEventSchema.safeParse(record).error).toBeUndefined();
  });

  it('names a container whose name the event does not report', () => {
    const container = { name: '', image: null, imageDigest: null };
    const record = toVerdictRecord(announcementOf(unsigned, { verified: aVerified({ container }) }), 'dev');
    expect(record.container).toBe('(unnamed)');
    expect(verdictEventSchema.safeParse(record).error).toBeUndefined();
  });

  const outcomes: readonly Outcome[] = [
    'reported',
    'stop-pending',
    'stop-failed',
    'not-confirmed',
    'not-running',
    'stop-budget-spent',
    'stop-abandoned',
    'stopped',
    'rollback-pending',
    'rollback-failed',
    'rollback-budget-spent',
    'rollback-abandoned',
    'rolled-back',
    'break-glass',
  ];
  const verdicts = [
    unsigned,
    untrusted('no-policy', 'x'.repeat(2_000)),
    serviceFailed('digest-unknown', ''),
    imageUnprovable('image-not-found', ''),
  ];

  it.each(outcomes)('follows the documented schema of the event: %s', (outcome) => {
    const records = [TRUST_SHA256, null].flatMap((trustDocument) =>
      verdicts.map((verdict) => toVerdictRecord(announcementOf(verdict, { outcome, trustDocument }), 'dev')),
    );
    expect(records.map(({ trustDocument }) => trustDocument)).toContain(null);
    expect(records.map((record) => verdictEventSchema.safeParse(record).error)).toEqual(records.map(() => undefined));
  });
});

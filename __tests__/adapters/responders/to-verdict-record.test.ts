import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { verdictEventSchema } from '../../../contracts/events/verdict-event';
import { imageUnprovable, serviceFailed, untrusted, type Outcome, type Verdict } from '../../../verification';
import { CLUSTER, ECR, TASK, TRUST_SHA256, aVerified, digestOf } from '../../support/domain/domain';
import { announcementOf } from '../../support/launch/launch-announcement';

const unsigned = untrusted('unsigned', 'no signature is associated with it');
const trusted: Verdict = { kind: 'trusted', policy: 'shop', detail: 'Successfully verified' };
const exempt: Verdict = { kind: 'exempt', rule: 'legacy', detail: 'moves next year' };

describe('toVerdictRecord', () => {
  it('contains verdict, place, reason and response', () => {
    expect(toVerdictRecord(announcementOf(unsigned), 'dev')).toEqual({
      version: 1,
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
      mode: 'enforce',
      workload: 'standalone',
      response: 'reported',
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
      imageUnprovable('signature-unreadable', ''),
      { verdict: 'inconclusive', reason: 'signature-unreadable', cause: 'image', rule: null },
    ],
  ])('contains reason, cause and rule of a verdict that is %s', (_kind, verdict, expected) => {
    expect(toVerdictRecord(announcementOf(verdict), 'dev')).toMatchObject(expected);
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

  const outcomes: readonly Outcome[] = [
    'reported',
    'stop-pending',
    'stop-failed',
    'not-running',
    'stop-budget-spent',
    'stopped',
  ];
  const verdicts = [
    unsigned,
    untrusted('no-policy', 'x'.repeat(2_000)),
    serviceFailed('digest-unknown', ''),
    imageUnprovable('timed-out-alone', ''),
  ];

  it.each(outcomes)('follows the documented schema of the event: %s', (outcome) => {
    const records = [TRUST_SHA256, null].flatMap((trustDocument) =>
      verdicts.map((verdict) => toVerdictRecord(announcementOf(verdict, { outcome, trustDocument }), 'dev')),
    );
    expect(records.map(({ trustDocument }) => trustDocument)).toContain(null);
    expect(records.map((record) => verdictEventSchema.safeParse(record).error)).toEqual(records.map(() => undefined));
  });
});

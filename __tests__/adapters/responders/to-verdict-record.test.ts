import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { verdictEventSchema } from '../../../contracts/events/verdict-event';
import { imageUnprovable, serviceFailed, untrusted, type Outcome, type Verdict } from '../../../verification';
import { CLUSTER, ECR, TASK, aJudged, digestOf } from '../../support/domain/domain';
import { announcementOf } from '../../support/domain/announcement';

const source = { deployment: 'dev', trustDocument: '0f'.repeat(32) };
const unsigned = untrusted('unsigned', 'no signature is associated with it');
const trusted: Verdict = { kind: 'trusted', policy: 'shop', detail: 'Successfully verified' };
const exempt: Verdict = { kind: 'exempt', rule: 'legacy', detail: 'moves next year' };

describe('toVerdictRecord', () => {
  it('says of a verdict what, where, why, and what was done', () => {
    expect(toVerdictRecord(announcementOf(unsigned), source)).toEqual({
      version: 1,
      deployment: 'dev',
      trustDocument: '0f'.repeat(32),
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
      'inconclusive by a service',
      serviceFailed('throttled', ''),
      { verdict: 'inconclusive', reason: 'throttled', cause: 'service', rule: null },
    ],
    [
      'inconclusive by the image',
      imageUnprovable('signature-unreadable', ''),
      { verdict: 'inconclusive', reason: 'signature-unreadable', cause: 'image', rule: null },
    ],
  ])('tells kind, reason, cause and rule of a verdict that is %s', (_kind, verdict, expected) => {
    expect(toVerdictRecord(announcementOf(verdict), source)).toMatchObject(expected);
  });

  it('tells what is known of a container that ECS describes by name only', () => {
    const container = { name: 'aws-guardduty-agent-nm40lC', image: null, imageDigest: digestOf('b') };
    const judged = aJudged({ verdict: exempt, container, image: null, policy: null });
    expect(toVerdictRecord(announcementOf(exempt, { verified: judged }), source)).toMatchObject({
      container: 'aws-guardduty-agent-nm40lC',
      image: null,
      repository: null,
      digest: digestOf('b'),
      policy: null,
    });
  });

  it('cuts an explanation that a pusher made long', () => {
    const record = toVerdictRecord(announcementOf(untrusted('unsigned', 'x'.repeat(5_000))), source);
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

  it.each(outcomes)('is an event of the documented schema when it is announced: %s', (outcome) => {
    const documents = [source, { ...source, trustDocument: null }];
    const records = documents.flatMap((each) =>
      verdicts.map((verdict) => toVerdictRecord(announcementOf(verdict, { outcome }), each)),
    );
    expect(records.map((record) => verdictEventSchema.safeParse(record).error)).toEqual(records.map(() => undefined));
  });
});

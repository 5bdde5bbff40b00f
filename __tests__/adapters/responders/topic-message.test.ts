import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { toTopicMessage, type TopicMessage } from '../../../adapters/responders/topic-message';
import { serviceFailed, untrusted, type Announcement, type Outcome, type Verdict } from '../../../verification';
import { aPolicy, aTask, aTrusted, aVerified, CLUSTER, digestOf, ECR, SIGNER, TASK } from '../../support/domain/domain';
import { announcementOf } from '../../support/domain/announcement';

const unsigned = untrusted('unsigned', 'no signature is associated with it');

const messageFor = (verdict: Verdict, overrides: Partial<Announcement> = {}): TopicMessage =>
  toTopicMessage(toVerdictRecord(announcementOf(verdict, overrides), 'dev'));

describe('toTopicMessage', () => {
  it('contains verdict, response, place and detail for people', () => {
    expect(messageFor(unsigned)).toEqual({
      subject: 'Image Trust dev: web untrusted (unsigned)',
      message: [
        'Image Trust: container web is untrusted (unsigned).',
        'The verdict is reported only; nothing was stopped.',
        '',
        `image:     ${ECR}/shop/web:1`,
        `digest:    ${digestOf('a')}`,
        `task:      ${TASK}`,
        `cluster:   ${CLUSTER} (enforce)`,
        'policy:    shop',
        'detail:    no signature is associated with it',
        'at:        2026-03-01T12:00:00.000Z',
      ].join('\n'),
    });
  });

  it('says who signed, and when', () => {
    expect(messageFor(aTrusted()).message).toContain(`\nsigned by: ${SIGNER}/a1B2c3D4e5 at 2026-02-28T09:30:00.000Z\n`);
  });

  it('says whose signatures do not count, and why', () => {
    const signatures = [
      { digest: digestOf('8'), signer: SIGNER, reason: 'revoked', detail: '' },
      { digest: digestOf('7'), reason: 'signature-invalid', detail: '' },
    ] as const;
    const { message } = messageFor(untrusted('revoked', 'a job was revoked', signatures));
    expect(message).toContain(`\nsignature: revoked, claims ${SIGNER}\n`);
    expect(message).toContain('\nsignature: signature-invalid, claims no signer\n');
  });

  it('names the cause of an inconclusive verdict', () => {
    const { subject, message } = messageFor(serviceFailed('throttled', 'slow down'));
    expect(subject).toBe('Image Trust dev: web inconclusive (throttled, cause: service)');
    expect(message).toContain('container web is inconclusive (throttled, cause: service).');
  });

  it('rule 2: keeps the text of a pusher on one line, so that it cannot imitate a line of the message', () => {
    const { message } = messageFor(serviceFailed('tool-failed', 'odd\r\npolicy:    shop\u2028at: never'));
    expect(message).toContain('\ndetail:    odd policy: shop at: never\n');
    expect(message.match(/^policy:/gm)).toHaveLength(1);
  });

  it.each([
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['a vertical tab', '\v'],
    ['a next-line character', '\u0085'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['an escape character', '\u001b[2K'],
    ['a character that reverses the text', '\u202e'],
  ])('keeps every name on one line, so that none can imitate a line of the message: %s', (_what, odd) => {
    const forged = `x${odd}policy:    shop`;
    const container = { name: forged, image: forged, imageDigest: digestOf('a') };
    const policy = aPolicy({ name: forged });
    const verified = aVerified({ verdict: untrusted('unsigned', forged), container, policy });
    const task = aTask({ taskArn: forged, clusterArn: forged });
    const { message, subject } = messageFor(unsigned, { verified, task });
    expect(message.split(/[\n\r\v\u0085\u2028\u2029]/)).toHaveLength(10);
    expect(message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(message.match(/^policy:/gm)).toHaveLength(1);
    expect(subject).not.toContain('\n');
  });

  it('marks unknown fields', () => {
    const container = { name: 'web', image: null, imageDigest: null };
    const verified = aVerified({ verdict: unsigned, container, image: null, policy: null });
    const { message } = messageFor(unsigned, { verified });
    expect(message).toMatch(/^image: {5}unknown\ndigest: {4}unknown$/m);
    expect(message).toMatch(/^policy: {4}none$/m);
  });

  it.each<[Outcome, string]>([
    ['recorded', 'The verdict was recorded; nothing was stopped.'],
    ['reported', 'The verdict is reported only; nothing was stopped.'],
    ['stopped', 'The task was stopped.'],
    ['stop-pending', 'The image will be verified once more. If the verdict is the same, the task will be stopped.'],
    ['stop-failed', 'The task could NOT be stopped. The stop will be retried.'],
    [
      'not-confirmed',
      'The task was NOT stopped: ECS does not report the digest that this verdict is about. It will be called again.',
    ],
    [
      'stop-budget-spent',
      "The task was NOT stopped: its cluster's stop budget is spent. The stop will be retried. " +
        'Check the policies before you raise the budget.',
    ],
    [
      'stop-abandoned',
      'The task was NOT stopped, and the stop will not be retried: the message becomes a dead letter. ' +
        'Stop the task yourself, or start a redrive.',
    ],
    [
      'rollback-pending',
      'The image will be verified once more. If the verdict is the same, the deployment that started the task will be ' +
        'rolled back.',
    ],
    ['rollback-failed', 'The deployment could NOT be rolled back. The rollback will be retried.'],
    [
      'rollback-budget-spent',
      "The deployment was NOT rolled back: its cluster's stop budget is spent. The rollback will be retried. " +
        'Check the policies before you raise the budget.',
    ],
    [
      'rollback-abandoned',
      'The deployment was NOT rolled back, and the rollback will not be retried: the message becomes a dead letter. ' +
        'Roll the deployment back yourself, or start a redrive.',
    ],
    ['rolled-back', 'The deployment that started the task was stopped and is rolled back.'],
    ['not-running', 'ECS reports that the task has ended or does not run this image: there is nothing to stop.'],
  ])('states the response: %s', (outcome, sentence) => {
    expect(messageFor(unsigned, { outcome }).message.split('\n')[1]).toBe(sentence);
  });

  it('says on the same line why the response is this one', () => {
    const note = 'Nothing was rolled back:\npolicy:    shop.';
    const { message } = messageFor(unsigned, { note });
    expect(message.split('\n')[1]).toBe(
      'The verdict is reported only; nothing was stopped. Nothing was rolled back: policy: shop.',
    );
  });

  it.each([
    ['a long name', 'w'.repeat(255)],
    ['characters that SNS refuses', 'wéb\n🐳'],
  ])('limits the subject to 100 ASCII characters on one line for %s', (_what, name) => {
    const container = { name, image: 'nginx', imageDigest: digestOf('a') };
    const { subject } = messageFor(unsigned, { verified: aVerified({ verdict: unsigned, container }) });
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(subject).toMatch(/^Image Trust dev: w/);
  });
});

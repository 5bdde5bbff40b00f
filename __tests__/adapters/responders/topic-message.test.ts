import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { toTopicMessage, type TopicMessage } from '../../../adapters/responders/topic-message';
import { serviceFailed, untrusted, type Announcement, type Outcome, type Verdict } from '../../../verification';
import { CLUSTER, ECR, TASK, aVerified, digestOf } from '../../support/domain/domain';
import { announcementOf } from '../../support/launch/launch-announcement';

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
      'stop-budget-spent',
      "The task was NOT stopped: its cluster's stop budget is spent. Check the policies before you raise the budget.",
    ],
    ['not-running', 'ECS reports that the task no longer runs this image; nothing was stopped.'],
  ])('states the response: %s', (outcome, sentence) => {
    expect(messageFor(unsigned, { outcome }).message.split('\n')[1]).toBe(sentence);
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

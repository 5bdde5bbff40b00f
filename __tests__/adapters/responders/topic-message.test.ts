import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { toTopicMessage, type TopicMessage } from '../../../adapters/responders/topic-message';
import { serviceFailed, untrusted, type Announcement, type Outcome, type Verdict } from '../../../verification';
import { CLUSTER, ECR, TASK, aJudged, digestOf } from '../../support/domain/domain';
import { announcementOf } from '../../support/domain/announcement';

const unsigned = untrusted('unsigned', 'no signature is associated with it');

const messageFor = (verdict: Verdict, overrides: Partial<Announcement> = {}): TopicMessage =>
  toTopicMessage(toVerdictRecord(announcementOf(verdict, overrides), { deployment: 'dev', trustDocument: null }));

describe('toTopicMessage', () => {
  it('tells a person what, where, why, and what was done', () => {
    expect(messageFor(unsigned)).toEqual({
      subject: 'Image Trust dev: web untrusted (unsigned)',
      message: [
        'Image Trust: container web is untrusted (unsigned).',
        'It is reported; nothing was stopped.',
        '',
        `image:     ${ECR}/shop/web:1`,
        `digest:    ${digestOf('a')}`,
        `task:      ${TASK}`,
        `cluster:   ${CLUSTER} (enforce)`,
        'policy:    shop',
        'why:       no signature is associated with it',
        'at:        2026-03-01T12:00:00.000Z',
      ].join('\n'),
    });
  });

  it('says whose fault it is that there is no answer', () => {
    const { subject, message } = messageFor(serviceFailed('throttled', 'slow down'));
    expect(subject).toBe('Image Trust dev: web inconclusive (throttled, cause service)');
    expect(message).toContain('container web is inconclusive (throttled, cause service).');
  });

  it('lets no text of a pusher pass for a line of its own', () => {
    const { message } = messageFor(serviceFailed('tool-failed', 'odd\r\npolicy:    shop\u2028at: never'));
    expect(message).toContain('\nwhy:       odd policy: shop at: never\n');
    expect(message.match(/^policy:/gm)).toHaveLength(1);
  });

  it('says what is not known', () => {
    const container = { name: 'web', image: null, imageDigest: null };
    const judged = aJudged({ verdict: unsigned, container, image: null, policy: null });
    const { message } = messageFor(unsigned, { verified: judged });
    expect(message).toMatch(/^image: {5}unknown\ndigest: {4}unknown$/m);
    expect(message).toMatch(/^policy: {4}none$/m);
  });

  it.each<[Outcome, string]>([
    ['stopped', 'The task was stopped.'],
    ['stop-pending', 'It is looked at once more; if it is still so, the task is stopped.'],
    ['stop-failed', 'The task could NOT be stopped; it is tried again.'],
    ['stop-budget-spent', 'The task was NOT stopped, since the stop budget of its cluster is spent.'],
    ['not-running', 'ECS says that the task does not run this image any more; nothing was stopped.'],
  ])('says in words what was done: %s', (outcome, sentence) => {
    expect(messageFor(unsigned, { outcome }).message.split('\n')[1]).toContain(sentence);
  });

  it.each([
    ['a long name', 'w'.repeat(255)],
    ['letters that SNS refuses', 'wéb\n🐳'],
  ])('keeps the subject to 100 ASCII characters on one line for %s', (_what, name) => {
    const container = { name, image: 'nginx', imageDigest: digestOf('a') };
    const { subject } = messageFor(unsigned, { verified: aJudged({ verdict: unsigned, container }) });
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(subject).toMatch(/^Image Trust dev: w/);
  });
});

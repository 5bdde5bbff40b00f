import type { VerdictRecord } from './to-verdict-record';

/** A message for people, as SNS accepts it: the subject has at most 100 ASCII characters. */
export interface TopicMessage {
  readonly subject: string;
  readonly message: string;
}

const RESPONSE_TEXTS: Readonly<Record<VerdictRecord['response'], string>> = {
  recorded: 'The verdict was recorded; nothing was stopped.',
  reported: 'The verdict is reported only; nothing was stopped.',
  'stop-pending': 'The image will be verified once more. If the verdict is the same, the task will be stopped.',
  'stop-failed': 'The task could NOT be stopped. The stop will be retried.',
  'not-confirmed':
    'The task was NOT stopped: ECS does not report the digest that this verdict is about. It will be called again.',
  stopped: 'The task was stopped.',
  'stop-budget-spent':
    "The task was NOT stopped: its cluster's stop budget is spent. The stop will be retried. " +
    'Check the policies before you raise the budget.',
  'stop-abandoned':
    'The task was NOT stopped, and the stop will not be retried: the message becomes a dead letter. ' +
    'Stop the task yourself, or start a redrive.',
  'rollback-pending':
    'The image will be verified once more. If the verdict is the same, the deployment that started the task will be rolled back.',
  'rollback-failed': 'The deployment could NOT be rolled back. The rollback will be retried.',
  'rollback-budget-spent':
    "The deployment was NOT rolled back: its cluster's stop budget is spent. The rollback will be retried. " +
    'Check the policies before you raise the budget.',
  'rollback-abandoned':
    'The deployment was NOT rolled back, and the rollback will not be retried: the message becomes a dead letter. ' +
    'Roll the deployment back yourself, or start a redrive.',
  'rolled-back': 'The deployment that started the task was stopped and is rolled back.',
  'break-glass': 'Nothing was stopped or rolled back, because of break-glass.',
  'not-running': 'ECS reports that the task has ended or does not run this image: there is nothing to stop.',
};

/** What a response means, for people. */
export const responseText = (response: VerdictRecord['response']): string => RESPONSE_TEXTS[response];

/**
 * A text on one line, without characters that nobody sees. Pushers and authors of tasks write some of the values, and none
 * may imitate a line of a message.
 */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');

/** A text as the subject of a message. */
export const toSubject = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);

/** A value with its label, as a line of a message. */
export const toLine = (label: string, value: string): string => `${`${label}:`.padEnd(11)}${oneLine(value)}`;

const ofCounted = ({ signer, signingTime }: VerdictRecord['signatures'][number]): string =>
  toLine('signed by', `${signer} at ${signingTime}`);

const ofRejected = ({ signer, reason }: VerdictRecord['rejectedSignatures'][number]): string =>
  toLine('signature', `${reason}, ${signer === null ? 'claims no signer' : `claims ${signer}`}`);

/** Writes a verdict as a message for people: the container, the reason, the response, and where it happened. */
export const toTopicMessage = (record: VerdictRecord): TopicMessage => {
  const cause = record.cause === null ? '' : `, cause: ${record.cause}`;
  const headline = `${record.verdict}${record.reason === null ? '' : ` (${record.reason}${cause})`}`;
  const lines = [
    `Image Trust: container ${oneLine(record.container)} is ${headline}.`,
    record.note === null
      ? RESPONSE_TEXTS[record.response]
      : `${RESPONSE_TEXTS[record.response]} ${oneLine(record.note)}`,
    '',
    toLine('image', record.image ?? 'unknown'),
    toLine('digest', record.digest ?? 'unknown'),
    toLine('task', record.task),
    toLine('cluster', `${record.cluster} (${record.mode})`),
    toLine('policy', record.policy ?? 'none'),
    ...record.signatures.map(ofCounted),
    ...record.rejectedSignatures.map(ofRejected),
    toLine('detail', record.detail),
    toLine('at', record.at),
  ];
  return {
    subject: toSubject(`Image Trust ${record.deployment}: ${record.container} ${headline}`),
    message: lines.join('\n'),
  };
};

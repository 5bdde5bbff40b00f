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
  stopped: 'The task was stopped.',
  'stop-budget-spent':
    "The task was NOT stopped: its cluster's stop budget is spent. Check the policies before you raise the budget.",
  'not-running': 'ECS reports that the task no longer runs this image; nothing was stopped.',
};

// Pushers and authors of tasks write some of the values: each stays on one line, so that none can imitate another.
const oneLine = (text: string): string => text.replace(/[\s\u2028\u2029]+/g, ' ');

const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);

/** Writes a verdict as a message for people: the container, the reason, the response, and where it happened. */
export const toTopicMessage = (record: VerdictRecord): TopicMessage => {
  const cause = record.cause === null ? '' : `, cause: ${record.cause}`;
  const headline = `${record.verdict}${record.reason === null ? '' : ` (${record.reason}${cause})`}`;
  const lines = [
    `Image Trust: container ${oneLine(record.container)} is ${headline}.`,
    RESPONSE_TEXTS[record.response],
    '',
    `image:     ${oneLine(record.image ?? 'unknown')}`,
    `digest:    ${record.digest ?? 'unknown'}`,
    `task:      ${oneLine(record.task)}`,
    `cluster:   ${oneLine(record.cluster)} (${record.mode})`,
    `policy:    ${record.policy ?? 'none'}`,
    `detail:    ${oneLine(record.detail)}`,
    `at:        ${record.at}`,
  ];
  return {
    subject: ascii(`Image Trust ${record.deployment}: ${record.container} ${headline}`),
    message: lines.join('\n'),
  };
};

import type { VerdictRecord } from './to-verdict-record';

/** A message that a person reads, as SNS takes it: the subject has at most 100 ASCII characters. */
export interface TopicMessage {
  readonly subject: string;
  readonly message: string;
}

const MEANS: Readonly<Record<VerdictRecord['response'], string>> = {
  recorded: 'It was recorded.',
  reported: 'It is reported; nothing was stopped.',
  'stop-pending': 'It is looked at once more; if it is still so, the task is stopped.',
  'stop-failed': 'The task could NOT be stopped; it is tried again.',
  stopped: 'The task was stopped.',
  'stop-budget-spent':
    'The task was NOT stopped, since the stop budget of its cluster is spent. Look at the policies before you raise it.',
  'not-running': 'ECS says that the task does not run this image any more; nothing was stopped.',
};

// Pushers help to write these: one line each, so that none can pass for a line of ours.
const oneLine = (text: string): string => text.replace(/[\s\u2028\u2029]+/g, ' ');

const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);

/** Puts a verdict into words: what, where, why, and what was done. */
export const toTopicMessage = (event: VerdictRecord): TopicMessage => {
  const cause = event.cause === null ? '' : `, cause ${event.cause}`;
  const headline = `${event.verdict}${event.reason === null ? '' : ` (${event.reason}${cause})`}`;
  const lines = [
    `Image Trust: container ${event.container} is ${headline}.`,
    MEANS[event.response],
    '',
    `image:     ${oneLine(event.image ?? 'unknown')}`,
    `digest:    ${event.digest ?? 'unknown'}`,
    `task:      ${event.task}`,
    `cluster:   ${event.cluster} (${event.mode})`,
    `policy:    ${event.policy ?? 'none'}`,
    `why:       ${oneLine(event.detail)}`,
    `at:        ${event.at}`,
  ];
  return {
    subject: ascii(`Image Trust ${event.deployment}: ${event.container} ${headline}`),
    message: lines.join('\n'),
  };
};

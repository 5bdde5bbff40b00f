import { plainTable } from '../../shared/plain-table';
import { visibleText } from '../../shared/visible-text';
import { formatDuration } from '../gate/render-status';
import type { DescribedMessage } from './describe-message';
import type { ListedQueue } from './list';

const isoTime = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

const isSample = ({ waiting, messages }: ListedQueue): boolean => messages.length < waiting;

/** What waits, for programs; times are ISO 8601 in UTC. */
export const toJsonQueues = (queues: readonly ListedQueue[]): object =>
  queues.map((queue) => ({
    kind: queue.kind,
    name: queue.name,
    waiting: queue.waiting,
    hidden: queue.hidden,
    sample: isSample(queue),
    messages: queue.messages.map(({ messageId, sentAt, errorCode, kind, about, image }) => ({
      id: messageId,
      sentAt: isoTime(sentAt),
      kind,
      about,
      image,
      error: errorCode,
    })),
  }));

const TITLE: Readonly<Record<ListedQueue['kind'], string>> = {
  'dead-letters': 'dead-letter queue',
  undelivered: 'queue for undelivered events',
  'notify-dead-letters': 'dead-letter queue of findings and webhook',
};

const REDRIVE = 'Fix what kept them from being processed, then move them back: npx image-trust dead-letters redrive';

const NEXT: Readonly<Record<ListedQueue['kind'], string>> = {
  'dead-letters': REDRIVE,
  'notify-dead-letters': REDRIVE,
  undelivered:
    'SQS cannot move these back: deploy the verifier stack again, then restart the tasks that still run (docs/operations.md)',
};

const messages = (count: number): string => `${count} ${count === 1 ? 'message' : 'messages'}`;

const toRow = ({ sentAt, kind, about, image, errorCode }: DescribedMessage, now: number): readonly string[] =>
  [sentAt === null ? '-' : formatDuration(now - sentAt), kind, about, image ?? '-', errorCode ?? '-'].map(visibleText);

const HEAD = ['AGE', 'KIND', 'ABOUT', 'IMAGE', 'ERROR'];

const tableOf = (queue: ListedQueue, { now, width }: ListStyle): readonly string[] => {
  const rows = queue.messages.map((each) => toRow(each, now));
  const withError = queue.kind === 'undelivered';
  const columns = HEAD.length - (withError ? 0 : 1);
  return [
    plainTable(
      HEAD.slice(0, columns),
      rows.map((row) => row.slice(0, columns)),
      { width },
    ),
  ];
};

const renderQueue = (queue: ListedQueue, style: ListStyle): readonly string[] => {
  const { kind, name, waiting, hidden } = queue;
  const shown = queue.messages.length;
  return [
    `${TITLE[kind]} ${name}: ${Math.max(waiting, shown) === 0 ? 'empty' : messages(Math.max(waiting, shown))}`,
    ...(hidden === 0 ? [] : [`${messages(hidden)} more, which someone is reading now`]),
    ...(shown === 0 ? [] : ['', ...tableOf(queue, style), '']),
    ...(isSample(queue) ? [`This is a sample: ${shown} of about ${messages(waiting)}`] : []),
    ...(Math.max(waiting, shown) === 0 ? [] : [NEXT[kind]]),
    '',
  ];
};

/** How a list is shown. */
export interface ListStyle {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The longest line; undefined: as long as needed. */
  readonly width?: number | undefined;
}

/** What waits, for people. */
export const renderQueues = (queues: readonly ListedQueue[], style: ListStyle): string =>
  queues.flatMap((queue) => renderQueue(queue, style)).join('\n');

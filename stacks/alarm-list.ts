import { verifierNames, type AlarmKind, type Place } from '../contracts/naming/resource-names';
import { announced, counted, launchCount, oldestAge, waiting, type Metric } from './metrics';

/** When an alarm goes off: its metric reaches a number within a period. */
export interface Alarm {
  readonly metric: Metric;
  readonly reaches: number;
  readonly periodSeconds: number;
  /** What it means, in one sentence. */
  readonly means: string;
}

/** An older message than this is no back-off: those are in flight or behind the others. */
const OLD_SECONDS = 15 * 60;

const once = (metric: Metric, means: string): Alarm => ({ metric, reaches: 1, periodSeconds: 60, means });

/** All alarms of a deployment, by what they are about. */
export const alarmsOf = (place: Place): Readonly<Record<AlarmKind, Alarm>> => {
  const { queue, deadLetters, undelivered } = verifierNames(place);
  return {
    'dead-letters': once(waiting(deadLetters), 'A task could not be judged for hours, or a message is no task event.'),
    'undelivered-events': once(waiting(undelivered), 'EventBridge could not send an event to the queue for a day.'),
    'queue-age': {
      metric: oldestAge(queue),
      reaches: OLD_SECONDS,
      periodSeconds: 300,
      means: 'Events wait longer than 15 minutes before they are looked at.',
    },
    'function-errors': {
      ...once(launchCount(place, 'Errors'), 'The launch function failed as a whole; its batch comes back.'),
      periodSeconds: 300,
    },
    'function-throttles': {
      ...once(launchCount(place, 'Throttles'), 'Lambda refused to run the launch function so often at a time.'),
      periodSeconds: 300,
    },
    untrusted: once(announced(place, 'untrusted'), 'An image runs that no trusted signer signed.'),
    'inconclusive-service': once(
      announced(place, 'inconclusive', 'service'),
      'An image could not be judged, because of AWS or of us, for as long as the back-off lasts.',
    ),
    'inconclusive-image': once(
      announced(place, 'inconclusive', 'image'),
      'Something attached to an image keeps us from an answer.',
    ),
    'stop-budget-spent': once(counted(place, 'StopBudgetSpent'), 'More tasks than the budget would have been stopped.'),
    'trust-document-refused': once(
      counted(place, 'TrustDocumentRefused'),
      'The trust document cannot be read, or its bytes are not its own: nothing is judged.',
    ),
  };
};

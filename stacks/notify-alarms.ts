import type { Deployment } from '../contracts/deployment/deployment';
import { hasNotices } from '../contracts/deployment/notices';
import { verifierNames } from '../contracts/naming/resource-names';
import { atFirst, type Alarm } from './alarm';
import { counted, functionCount, oldestAge, waiting } from './metrics';

/** An alarm that only deployments with findings or a webhook have. */
const ofNotices = (alarm: Alarm): Alarm => ({ ...alarm, only: hasNotices });

/** Attempts in a quarter of an hour that fail before it is no passing fault: one message has so many in 90 seconds. */
const FAILED_NOTICES = 3;

/** Longer than the longest wait between two attempts, which is the hour up to which `Retry-After` is honoured. */
const OLD_NOTICE_SECONDS = 7_200;

/** The alarms about findings and the webhook. */
export const NOTIFY_ALARMS = {
  'notify-dead-letters': ofNotices(
    atFirst(
      (place) => waiting(verifierNames(place).notifyDeadLetters),
      'A finding or a webhook message could not be sent for hours.',
    ),
  ),
  'notify-queue-age': ofNotices({
    metric: (place) => oldestAge(verifierNames(place).notifyQueue),
    threshold: () => OLD_NOTICE_SECONDS,
    periodSeconds: () => 300,
    meaning: 'Findings and webhook messages have waited for two hours without an attempt to send them.',
  }),
  'notify-failing': ofNotices({
    metric: (place) => counted(place, 'NotifyFailed'),
    threshold: () => FAILED_NOTICES,
    periodSeconds: () => 900,
    meaning: 'Findings or webhook messages fail again and again; each is retried for hours.',
  }),
  'notify-errors': ofNotices(
    atFirst((place) => functionCount(place, 'notify', 'Errors'), 'An invocation of the notify function failed.', 300),
  ),
  'security-hub-off': {
    ...atFirst((place) => counted(place, 'SecurityHubOff'), 'Security Hub is off: there are no findings.', 300),
    only: ({ securityHub }: Deployment): boolean => securityHub,
  },
} as const satisfies Readonly<Record<string, Alarm>>;

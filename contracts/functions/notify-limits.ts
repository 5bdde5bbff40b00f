import { attemptsFor } from '../../verification/back-off';

/** For how many hours a notice is retried before its message becomes a dead letter. */
export const NOTIFY_RETRY_HOURS = 6;

/** How often SQS delivers a notice before it becomes a dead letter: enough for the back-off to last NOTIFY_RETRY_HOURS. */
export const NOTIFY_MAX_RECEIVE_COUNT = attemptsFor(NOTIFY_RETRY_HOURS);

/** The time limit of one invocation of the notify function, in seconds: Security Hub answers 3 GetFindings a second. */
export const NOTIFY_TIMEOUT_SECONDS = 300;

/** The memory of the notify function, in megabytes: a report of 10,000 tasks takes a few hundred. */
export const NOTIFY_MEMORY_MEGABYTES = 1024;

/** How many invocations of the notify function run at once, at most: 2 is the least that Lambda allows. */
export const NOTIFY_CONCURRENCY = 2;

/** How long a webhook may take to answer, in milliseconds. */
export const WEBHOOK_TIMEOUT_MS = 5_000;

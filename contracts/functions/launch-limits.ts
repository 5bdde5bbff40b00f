import { attemptsFor, backOffSeconds } from '../../verification/back-off';

/** For how many hours a task without a final verdict is retried before its message becomes a dead letter. */
export const RETRY_HOURS = 6;

/** How often SQS delivers a message before it becomes a dead letter: enough for the back-off to last RETRY_HOURS. */
export const MAX_RECEIVE_COUNT = attemptsFor(RETRY_HOURS);

/** The time limit of one invocation of the launch function, in seconds. */
export const LAUNCH_TIMEOUT_SECONDS = 120;

/**
 * The default and the minimum of the launch function's memory: below it a function has less than one vCPU, and notation
 * needs the CPU.
 */
export const LAUNCH_MEMORY_MEGABYTES = 1769;

/** How long a message stays invisible at most before its next attempt, in seconds. */
export const LONGEST_BACK_OFF_SECONDS = backOffSeconds(MAX_RECEIVE_COUNT);

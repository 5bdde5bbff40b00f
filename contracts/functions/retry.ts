import { attemptsFor } from '../../verification/back-off';

/** For how many hours a task that could not be judged is tried again before its message becomes a dead letter. */
export const RETRY_HOURS = 6;

/** How often the queue hands out a message: back-off then lasts the hours above. */
export const MAX_RECEIVE_COUNT = attemptsFor(RETRY_HOURS);

/** How long one invocation of the launch function may take, in seconds. */
export const LAUNCH_TIMEOUT_SECONDS = 120;

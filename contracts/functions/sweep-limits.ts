/** The time limit of one invocation of the sweep function, in seconds: the most that Lambda allows. */
export const SWEEP_TIMEOUT_SECONDS = 900;

/** An invocation stops verifying when this much of its time remains, and continues in the next one, in milliseconds. */
export const SWEEP_RESERVE_MS = 90_000;

/** The ledger is read and the launch function sent messages until only this much time remains for the report, in milliseconds. */
export const REPORT_RESERVE_MS = 45_000;

/** A sweep takes at most this many invocations; what they leave is reported as not covered. */
export const MAX_SWEEP_INVOCATIONS = 8;

/** How many sweeps may run at once, if each takes all of its invocations and one begins every so many minutes. */
export const mostSweepsAtOnce = (everyMinutes: number): number =>
  Math.ceil((MAX_SWEEP_INVOCATIONS * SWEEP_TIMEOUT_SECONDS) / (everyMinutes * 60));

/** How far the id of a sweep, which is an instant, may be ahead of the function's clock, in milliseconds. */
export const SWEEP_CLOCK_SKEW_MS = 60_000;

/** The memory of the sweep function, in megabytes. Below 1769 MB a function has less than one vCPU. */
export const SWEEP_MEMORY_MEGABYTES = 3008;

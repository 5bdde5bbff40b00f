/** Returns how many milliseconds of the invocation are left at the moment of the call. */
export type RemainingTime = () => number;

/** The time that must be left after the deadline of a run to respond to its verdict, in milliseconds. */
const RESERVE_MS = 5_000;

/** Whether a run may be started, so that no child process outlives the invocation. Both times in milliseconds. */
export const mayStartRun = (remainingMs: number, deadlineMs: number): boolean => remainingMs > deadlineMs + RESERVE_MS;

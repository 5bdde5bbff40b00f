/** Milliseconds that are left of the invocation, asked at the moment of the call. */
export type RemainingTime = () => number;

/** What must be left after the deadline of a run to respond to its verdict, in milliseconds. */
const RESERVE_MS = 5_000;

/** Whether a run may be started: a child process never outlives the invocation. Both times in milliseconds. */
export const mayStartRun = (remainingMs: number, deadlineMs: number): boolean => remainingMs > deadlineMs + RESERVE_MS;

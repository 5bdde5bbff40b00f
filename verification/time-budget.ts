/** What must be left behind the deadline of a run for answering, in milliseconds. */
const RESERVE_MS = 5_000;

/** Tells whether a run may be started: children never outlive the invocation. Both times are milliseconds. */
export const mayStartRun = (remainingMs: number, deadlineMs: number): boolean => remainingMs > deadlineMs + RESERVE_MS;

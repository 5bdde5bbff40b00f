import type { Enqueue } from '../verification/verify-signatures';

/** A queue that takes turns between its callers, so that one with much to run delays no other. */
export interface FairQueue {
  /** The place of a new caller, such as one message or one task. */
  readonly caller: () => Enqueue;
}

/** A queue that runs at most so many at a time. A caller's own runs start in the order in which they were enqueued. */
export const fairQueue = (atATime: number): FairQueue => {
  // The callers that wait, in the order of their turns; each with its runs.
  const waiting: (() => Promise<void>)[][] = [];
  let running = 0;

  const runNext = (): void => {
    const runs = running < atATime ? waiting.shift() : undefined;
    const start = runs?.shift();
    if (runs === undefined || start === undefined) return;
    if (runs.length > 0) waiting.push(runs);
    running += 1;
    void start().finally(() => {
      running -= 1;
      runNext();
    });
  };

  const caller = (): Enqueue => {
    const own: (() => Promise<void>)[] = [];
    return (run) =>
      new Promise((resolve, reject) => {
        own.push(() => Promise.resolve().then(run).then(resolve, reject));
        if (!waiting.includes(own)) waiting.push(own);
        runNext();
      });
  };

  return { caller };
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const cleanUps = new Set<() => void>();

const runCleanUps = (): void => {
  for (const cleanUp of cleanUps) cleanUp();
  cleanUps.clear();
};

const endBySignal = (signal: NodeJS.Signals): void => {
  runCleanUps();
  // Without a listener, the signal ends the process as it would have done at first.
  for (const each of SIGNALS) process.off(each, endBySignal);
  process.kill(process.pid, signal);
};

const listen = (): void => {
  process.on('exit', runCleanUps);
  for (const signal of SIGNALS) process.on(signal, endBySignal);
};

const stopListening = (): void => {
  process.off('exit', runCleanUps);
  for (const signal of SIGNALS) process.off(signal, endBySignal);
};

/**
 * Runs `cleanUp`, which must be synchronous, when this process ends; returns a function that runs it earlier
 * instead.
 */
export const whenProcessEnds = (cleanUp: () => void): (() => void) => {
  if (cleanUps.size === 0) listen();
  cleanUps.add(cleanUp);
  return () => {
    if (!cleanUps.delete(cleanUp)) return;
    if (cleanUps.size === 0) stopListening();
    cleanUp();
  };
};

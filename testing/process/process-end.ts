const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const lastThings = new Set<() => void>();

const endBySignal = (signal: NodeJS.Signals): void => {
  doLastThings();
  process.kill(process.pid, signal);
};

const unlisten = (): void => {
  process.off('exit', doLastThings);
  for (const signal of SIGNALS) process.off(signal, endBySignal);
};

const doLastThings = (): void => {
  for (const lastThing of lastThings) lastThing();
  lastThings.clear();
  unlisten();
};

const listen = (): void => {
  process.on('exit', doLastThings);
  for (const signal of SIGNALS) process.on(signal, endBySignal);
};

/** Does that last thing, synchronously, however this process ends; returns how to do it now instead. */
export const whenProcessEnds = (lastThing: () => void): (() => void) => {
  if (lastThings.size === 0) listen();
  lastThings.add(lastThing);
  return () => {
    if (!lastThings.delete(lastThing)) return;
    if (lastThings.size === 0) unlisten();
    lastThing();
  };
};

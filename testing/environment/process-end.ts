const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const lastThings = new Set<() => void>();

/** Does that last thing, synchronously, however this process ends; returns how to do it now instead. */
export function whenProcessEnds(lastThing: () => void): () => void {
  if (lastThings.size === 0) listen();
  lastThings.add(lastThing);
  return () => {
    if (!lastThings.delete(lastThing)) return;
    if (lastThings.size === 0) unlisten();
    lastThing();
  };
}

function listen(): void {
  process.on('exit', doLastThings);
  for (const signal of SIGNALS) process.on(signal, endBySignal);
}

function unlisten(): void {
  process.off('exit', doLastThings);
  for (const signal of SIGNALS) process.off(signal, endBySignal);
}

function doLastThings(): void {
  for (const lastThing of lastThings) lastThing();
  lastThings.clear();
  unlisten();
}

function endBySignal(signal: NodeJS.Signals): void {
  doLastThings();
  process.kill(process.pid, signal);
}

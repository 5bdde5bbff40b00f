import type { ECSClient } from '@aws-sdk/client-ecs';

/** The clock that calls are paced by, in milliseconds. */
export interface PacePorts {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Has a client make at most that many calls per second; the SDK's own retries come on top, with their own back-off. */
export const paceCalls = (client: ECSClient, callsPerSecond: number, { now, sleep }: PacePorts): ECSClient => {
  let next = -Infinity;
  const turn = async (): Promise<void> => {
    const time = now();
    const mine = Math.max(time, next);
    next = mine + 1_000 / callsPerSecond;
    if (mine > time) await sleep(mine - time);
  };
  client.middlewareStack.add(
    (proceed) => async (args) => {
      await turn();
      return proceed(args);
    },
    { step: 'initialize', name: 'paceCalls' },
  );
  return client;
};

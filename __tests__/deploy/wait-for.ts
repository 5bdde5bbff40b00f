import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until something is found. */
export const waitFor = async <T>(find: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await sleep(200);
  }
};

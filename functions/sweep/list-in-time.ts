import { SWEEP_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import type { ListOf, RemainingTime } from '../../verification';

const tooLate = (): Error => new Error('it could not be listed in time');

/** Rejects when a promise takes longer than that. Promise.race handles what it rejects with afterwards. */
const within = async (milliseconds: number, promise: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate()), milliseconds);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Makes a list reject when only the time that the sweep reserves remains: a cluster that does not answer must not have the
 * invocation killed. What was read until then is passed on, and nothing afterwards.
 */
export const listInTime =
  <T>(list: ListOf<T>, remaining: RemainingTime): ListOf<T> =>
  async (clusterArn, onRead) => {
    const time = remaining() - SWEEP_RESERVE_MS;
    if (time <= 0) throw tooLate();
    let isLate = false;
    const reading = list(clusterArn, (items) => {
      // Ends the reading, which would slow down the next invocation in the same process.
      if (isLate) throw tooLate();
      onRead(items);
    });
    try {
      await within(time, reading);
    } finally {
      isLate = true;
    }
  };

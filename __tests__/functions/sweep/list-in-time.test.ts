import { SWEEP_RESERVE_MS } from '../../../contracts/functions/sweep-limits';
import { listInTime } from '../../../functions/sweep/list-in-time';
import type { ListOf } from '../../../verification';
import { CLUSTER } from '../../support/domain/domain';

const LATE = 'it could not be listed in time';
const after = (milliseconds: number) => () => SWEEP_RESERVE_MS + milliseconds;

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('listInTime', () => {
  it('passes on what is read in time, and leaves no timer behind', async () => {
    const found: string[] = [];
    const list: ListOf<string> = async (clusterArn, onRead) => onRead([clusterArn]);
    await listInTime(list, after(1_000))(CLUSTER, (items) => found.push(...items));
    expect([found, jest.getTimerCount()]).toEqual([[CLUSTER], 0]);
  });

  it('rejects when a list does not end before the reserve, and keeps what was read', async () => {
    const found: string[] = [];
    const list: ListOf<string> = (clusterArn, onRead) => {
      onRead([clusterArn]);
      return new Promise(() => undefined);
    };
    const listed = listInTime(list, after(1_000))(CLUSTER, (items) => found.push(...items));
    jest.advanceTimersByTime(999);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1);
    await expect(listed).rejects.toThrow(LATE);
    expect(found).toEqual([CLUSTER]);
  });

  it('ends a list that goes on too late: what it reads is refused, and its rejection handled', async () => {
    const found: string[] = [];
    let goOn: () => void = () => undefined;
    let ended: Promise<void> = Promise.resolve();
    const list: ListOf<string> = (clusterArn, onRead) => {
      ended = new Promise<void>((resolve) => (goOn = resolve)).then(() => onRead([clusterArn]));
      return ended;
    };
    const listed = listInTime(list, after(1_000))(CLUSTER, (items) => found.push(...items));
    jest.advanceTimersByTime(1_000);
    await expect(listed).rejects.toThrow(LATE);
    goOn();
    await expect(ended).rejects.toThrow(LATE);
    expect(found).toEqual([]);
  });

  it('begins no list when only the reserve remains', async () => {
    const list = jest.fn<Promise<void>, []>();
    await expect(listInTime(list, after(0))(CLUSTER, () => undefined)).rejects.toThrow(LATE);
    expect(list).not.toHaveBeenCalled();
  });

  it('rejects with what the list rejects with', async () => {
    const list = () => Promise.reject(new Error('throttled'));
    await expect(listInTime(list, after(1_000))(CLUSTER, () => undefined)).rejects.toThrow('throttled');
    expect(jest.getTimerCount()).toBe(0);
  });
});

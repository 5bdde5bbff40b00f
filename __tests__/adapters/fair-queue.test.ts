import { fairQueue } from '../../adapters/fair-queue';

/** Runs that a test ends, and the order in which they started. */
const manualRuns = () => {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string) => (): Promise<string> => {
    started.push(name);
    return new Promise((resolve) => ends.set(name, () => resolve(name)));
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { started, run, end };
};

const settled = (): Promise<void> => new Promise(setImmediate);

describe('fairQueue', () => {
  it('takes turns between its callers, so that one with many runs delays no other', async () => {
    const { started, run, end } = manualRuns();
    const queue = fairQueue(1);
    const [many, few] = [queue.caller(), queue.caller()];
    const results = ['m1', 'm2', 'm3', 'm4'].map((name) => many(run(name)));
    results.push(...['f1', 'f2'].map((name) => few(run(name))));
    await settled();
    for (const name of ['m1', 'm2', 'f1', 'm3', 'f2', 'm4']) await end(name);
    expect(started).toEqual(['m1', 'm2', 'f1', 'm3', 'f2', 'm4']);
    await expect(Promise.all(results)).resolves.toEqual(['m1', 'm2', 'm3', 'm4', 'f1', 'f2']);
  });

  it('runs at most so many at a time', async () => {
    const { started, run, end } = manualRuns();
    const queue = fairQueue(2);
    const callers = [queue.caller(), queue.caller(), queue.caller()];
    callers.forEach((enqueue, each) => void enqueue(run(`${each}`)));
    await settled();
    expect(started).toEqual(['0', '1']);
    await end('1');
    expect(started).toEqual(['0', '1', '2']);
  });

  it('continues after a run that failed, whether it threw or rejected', async () => {
    const enqueue = fairQueue(1).caller();
    const thrown = enqueue(() => {
      throw new Error('thrown');
    });
    const rejected = enqueue(() => Promise.reject(new Error('rejected')));
    const good = enqueue(async () => 'good');
    await expect(thrown).rejects.toThrow('thrown');
    await expect(rejected).rejects.toThrow('rejected');
    await expect(good).resolves.toBe('good');
  });

  it('lets a caller enqueue again after it had nothing to run', async () => {
    const enqueue = fairQueue(1).caller();
    await expect(enqueue(async () => 1)).resolves.toBe(1);
    await expect(enqueue(async () => 2)).resolves.toBe(2);
  });
});

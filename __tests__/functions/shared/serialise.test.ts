import { serialiser } from '../../../functions/shared/serialise';

interface Job {
  readonly run: () => Promise<string>;
  readonly end: () => void;
  readonly fail: () => void;
}

const jobs = (log: string[]) => {
  const job = (name: string): Job => {
    let end: () => void = () => undefined;
    let fail: () => void = () => undefined;
    const work = new Promise<string>((resolve, reject) => {
      end = () => resolve(name);
      fail = () => reject(new Error(name));
    });
    const run = (): Promise<string> => {
      log.push(`${name} begins`);
      return work;
    };
    return { run, end, fail };
  };
  return job;
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('serialiser', () => {
  it('serialises work that shares a key, in the order of the calls', async () => {
    const log: string[] = [];
    const [first, second] = [jobs(log)('first'), jobs(log)('second')];
    const run = serialiser();
    const both = Promise.all([run('task', first.run), run('task', second.run)]);
    await settled();
    expect(log).toEqual(['first begins']);
    first.end();
    await settled();
    expect(log).toEqual(['first begins', 'second begins']);
    second.end();
    await expect(both).resolves.toEqual(['first', 'second']);
  });

  it('runs work under different keys concurrently', async () => {
    const log: string[] = [];
    const [first, second] = [jobs(log)('first'), jobs(log)('second')];
    const run = serialiser();
    const both = Promise.all([run('task-1', first.run), run('task-2', second.run)]);
    await settled();
    expect(log).toEqual(['first begins', 'second begins']);
    first.end();
    second.end();
    await both;
  });

  it('rejects for the work that failed, and continues with the next', async () => {
    const log: string[] = [];
    const [first, second] = [jobs(log)('first'), jobs(log)('second')];
    const run = serialiser();
    const both = Promise.allSettled([run('task', first.run), run('task', second.run)]);
    await settled();
    first.fail();
    second.end();
    await expect(both).resolves.toMatchObject([
      { status: 'rejected', reason: { message: 'first' } },
      { status: 'fulfilled', value: 'second' },
    ]);
  });

  it('runs work at once when all earlier work under its key has ended', async () => {
    const run = serialiser();
    await run('task', () => Promise.resolve(1));
    await expect(run('task', () => Promise.resolve(2))).resolves.toBe(2);
  });

  it('waits for the work before it also when earlier work under its key has ended', async () => {
    const log: string[] = [];
    const job = jobs(log);
    const [first, second, third] = [job('first'), job('second'), job('third')];
    const run = serialiser();
    const all = [run('task', first.run), run('task', second.run)];
    first.end();
    await settled();
    all.push(run('task', third.run));
    await settled();
    expect(log).toEqual(['first begins', 'second begins']);
    second.end();
    third.end();
    await expect(Promise.all(all)).resolves.toEqual(['first', 'second', 'third']);
  });
});

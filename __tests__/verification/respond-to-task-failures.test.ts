import { ledgerKey, ResponseError, type Responder } from '../../verification';
import { aNeighbour, aTrusted, TASK } from '../support/domain/domain';
import { failing, failingOnce, fakeLedger, fakeWorld, respondIn } from '../support/domain/domain-fakes';

const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const worse = aNeighbour('worse', 'c');

describe('respondToTask when something fails', () => {
  it('mistake 6: throws, so that the message comes back, and says why', async () => {
    const cause = new Error('the topic is gone');
    const world = fakeWorld({ topic: async () => Promise.reject(cause) });
    const thrown: unknown = await respondIn(world, [bad], { mode: 'audit' }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ResponseError);
    expect(thrown).toMatchObject({ message: '1 of 1 containers could not be answered', cause: { cause } });
  });

  it('answers the other containers all the same', async () => {
    const world = fakeWorld({
      ledger: {
        ...fakeLedger(),
        recall: async (key) => (key === ledgerKey(TASK, bad) ? failing() : undefined),
      },
    });
    const responding = respondIn(world, [bad, good, worse], { mode: 'audit' });
    await expect(responding).rejects.toThrow('1 of 3 containers could not be answered');
    expect(world.recorded.map(({ verified: judged }) => judged.container.name)).toEqual(['good', 'worse']);
  });

  it('tells a repeated message only what was not told', async () => {
    const heard: string[] = [];
    const once = failingOnce('the topic is gone');
    const topic: Responder = async ({ verified: judged }) => {
      await once();
      heard.push(judged.container.name);
    };
    const world = fakeWorld({ topic });
    await expect(respondIn(world, [bad, worse], { mode: 'audit' })).rejects.toThrow(ResponseError);
    expect(world.calls).toEqual(['log', 'event', 'topic', 'log', 'event', 'topic']);
    expect(await respondIn(world, [bad, worse], { mode: 'audit', attempt: 2 })).toEqual({ kind: 'done' });
    expect(heard).toEqual(['worse', 'bad']);
    expect(world.calls.slice(6)).toEqual(['topic']);
  });

  it('repeats nothing for a message that comes twice', async () => {
    const world = fakeWorld();
    for (const attempt of [1, 2]) await respondIn(world, [bad, good], { mode: 'audit', attempt });
    expect(world.calls).toEqual(['log', 'event', 'topic', 'log']);
  });

  it('records a trusted verdict in the end, although recording it failed at first', async () => {
    const recorded: string[] = [];
    const once = failingOnce('the log is full');
    const world = fakeWorld({
      log: async ({ verified: judged }) => {
        await once();
        recorded.push(judged.container.name);
      },
    });
    await expect(respondIn(world, [good])).rejects.toThrow(ResponseError);
    await respondIn(world, [good], { attempt: 2 });
    expect(recorded).toEqual(['good']);
  });
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { inBatches } from '../../../adapters/dynamodb/in-batches';

const recording = (size: number) => {
  const batches: (readonly string[])[] = [];
  const request = inBatches<string, string>(size, (requests) => {
    batches.push(requests);
    return async (each) => `answer to ${each}`;
  });
  return { batches, request };
};

describe('inBatches', () => {
  it('passes on the requests of one turn of the event loop together, and answers each', async () => {
    const { batches, request } = recording(10);
    const first = request('a');
    const second = Promise.resolve().then(() => request('b'));
    await expect(Promise.all([first, second])).resolves.toEqual(['answer to a', 'answer to b']);
    expect(batches).toEqual([['a', 'b']]);
  });

  it('passes on a later request in a batch of its own', async () => {
    const { batches, request } = recording(10);
    const first = request('a');
    await nextTurn();
    await Promise.all([first, request('b')]);
    expect(batches).toEqual([['a'], ['b']]);
  });

  it('passes on no more requests at a time than the size', async () => {
    const { batches, request } = recording(2);
    await Promise.all(['a', 'b', 'c'].map(request));
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  it('rejects the request whose answer fails, and no other', async () => {
    const request = inBatches<string, string>(10, () => async (each) => {
      if (each === 'a') throw new Error('no answer to a');
      return each;
    });
    const [a, b] = [request('a'), request('b')];
    await expect(a).rejects.toThrow('no answer to a');
    await expect(b).resolves.toBe('b');
  });

  it('rejects the requests of a batch that cannot be passed on, and accepts later ones', async () => {
    let isBroken = true;
    const request = inBatches<string, string>(10, () => {
      if (isBroken) throw new Error('broken');
      return async (each) => each;
    });
    await expect(request('a')).rejects.toThrow('broken');
    isBroken = false;
    await expect(request('b')).resolves.toBe('b');
  });
});

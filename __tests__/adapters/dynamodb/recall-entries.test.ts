import * as z from 'zod';
import { entriesReader } from '../../../adapters/dynamodb/recall-entries';
import { aLedgerEntry } from '../../support/domain/domain';

const ENTRY = aLedgerEntry();

describe('entriesReader', () => {
  it('recalls each key once, and leaves out those without an entry', async () => {
    const asked: string[] = [];
    const recall = async (key: string) => {
      asked.push(key);
      return key === 'none' ? undefined : ENTRY;
    };
    const entries = await entriesReader({ recall })(['a', 'none', 'b', 'a']);
    expect([...entries]).toEqual([
      ['a', ENTRY],
      ['b', ENTRY],
    ]);
    expect(asked).toEqual(['a', 'none', 'b']);
  });

  it('recalls at most 200 keys at the same time', async () => {
    let [running, most] = [0, 0];
    const recall = async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return ENTRY;
    };
    const entries = await entriesReader({ recall })(Array.from({ length: 1_500 }, (_, index) => `key-${index}`));
    expect([entries.size, most]).toEqual([1_500, 200]);
  });

  it('leaves out an item that is no entry, and keeps the others', async () => {
    const recall = async (key: string) => (key === 'odd' ? z.never().parse(key) : ENTRY);
    expect([...(await entriesReader({ recall })(['odd', 'a'])).keys()]).toEqual(['a']);
  });

  it('throws what the ledger throws', async () => {
    const recall = () => Promise.reject(new Error('throttled'));
    await expect(entriesReader({ recall })(['a'])).rejects.toThrow('throttled');
  });
});

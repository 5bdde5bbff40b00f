import { boundedMemory, type RememberedVerdict } from '../../verification';
import { anUntrusted, aTrusted, NOW } from '../support/domain/domain';

const remembered = (until: number): RememberedVerdict => ({ verdict: aTrusted(), since: 0, until });

describe('boundedMemory', () => {
  it('checks expiry when an entry is read', () => {
    const memory = boundedMemory(1);
    memory.keep('a', remembered(NOW));
    expect(memory.recall('a', NOW - 1)?.verdict).toEqual(aTrusted());
    expect(memory.recall('a', NOW)).toBeUndefined();
    expect(memory.recall('b', NOW - 1)).toBeUndefined();
  });

  it('forgets the oldest entry first; keeping an entry again renews it', () => {
    const memory = boundedMemory(2);
    const known = () => ['a', 'b', 'c', 'd'].filter((key) => memory.recall(key, 0) !== undefined);
    for (const key of ['a', 'b', 'a', 'c']) memory.keep(key, remembered(1));
    expect(known()).toEqual(['a', 'c']);
    memory.keep('d', remembered(1));
    expect(known()).toEqual(['c', 'd']);
  });

  it('forgets nothing when a full memory keeps a known entry again', () => {
    const memory = boundedMemory(2);
    for (const key of ['a', 'b', 'b']) memory.keep(key, remembered(1));
    expect(memory.recall('a', 0)?.verdict).toEqual(aTrusted());
  });

  it('keeps the newer of two verdicts under one key', () => {
    const memory = boundedMemory(2);
    memory.keep('a', remembered(1));
    memory.keep('a', { ...remembered(1), verdict: anUntrusted() });
    expect(memory.recall('a', 0)?.verdict).toEqual(anUntrusted());
  });
});

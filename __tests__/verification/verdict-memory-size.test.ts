import { boundedMemory } from '../../verification';
import { anUntrusted, aTrusted, NOW } from '../support/domain/domain';

describe('boundedMemory', () => {
  it('checks expiry when an entry is read', () => {
    const memory = boundedMemory(1);
    memory.keep('a', aTrusted(), NOW);
    expect(memory.recall('a', NOW - 1)).toEqual(aTrusted());
    expect(memory.recall('a', NOW)).toBeUndefined();
    expect(memory.recall('b', NOW - 1)).toBeUndefined();
  });

  it('forgets the oldest entry first; keeping an entry again renews it', () => {
    const memory = boundedMemory(2);
    const known = () => ['a', 'b', 'c', 'd'].filter((key) => memory.recall(key, 0) !== undefined);
    for (const key of ['a', 'b', 'a', 'c']) memory.keep(key, aTrusted(), 1);
    expect(known()).toEqual(['a', 'c']);
    memory.keep('d', aTrusted(), 1);
    expect(known()).toEqual(['c', 'd']);
  });

  it('forgets nothing when a full memory keeps a known entry again', () => {
    const memory = boundedMemory(2);
    for (const key of ['a', 'b', 'b']) memory.keep(key, aTrusted(), 1);
    expect(memory.recall('a', 0)).toEqual(aTrusted());
  });

  it('keeps the newer of two verdicts under one key', () => {
    const memory = boundedMemory(2);
    memory.keep('a', aTrusted(), 1);
    memory.keep('a', anUntrusted(), 1);
    expect(memory.recall('a', 0)).toEqual(anUntrusted());
  });
});

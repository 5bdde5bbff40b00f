import type { Policy } from './choose-rule';
import type { PinnedImage } from './container-check';
import { formatRepository } from './repository-identity';
import type { Verdict } from './verdict';

/** Asks one question about one pinned image under one policy. */
export type VerifyImage = (image: PinnedImage, policy: Policy) => Promise<Verdict>;

/** Where definite verdicts are kept for a while; times are milliseconds since the epoch. */
export interface VerdictMemory {
  readonly recall: (key: string, now: number) => Verdict | undefined;
  readonly keep: (key: string, verdict: Verdict, until: number) => void;
}

const MINUTE = 60_000;

/** How long a verdict may stand in for a new one, in milliseconds; undefined: not at all. */
export const rememberFor = (verdict: Verdict): number | undefined => {
  switch (verdict.kind) {
    case 'trusted':
      return 15 * MINUTE;
    case 'untrusted':
      return verdict.reason === 'unsigned' ? MINUTE : 15 * MINUTE;
    case 'inconclusive':
    case 'exempt':
      return undefined;
  }
};

/** What a verdict belongs to: trust document, policy, repository identity and digest; never a tag, never a digest alone. */
export const verdictKey = (trustDocument: string, policy: Policy, image: PinnedImage): string =>
  [trustDocument, policy.name, formatRepository(image.identity), image.digest].join('\n');

/** A memory of bounded size that forgets the oldest entry first and compares expiry when it is read. */
export const boundedMemory = (size: number): VerdictMemory => {
  const entries = new Map<string, { readonly verdict: Verdict; readonly until: number }>();
  return {
    recall: (key, now) => {
      const entry = entries.get(key);
      return entry !== undefined && now < entry.until ? entry.verdict : undefined;
    },
    keep: (key, verdict, until) => {
      entries.delete(key);
      const oldest = entries.size >= size ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(key, { verdict, until });
    },
  };
};

/** What remembering needs from outside. */
export interface MemoryPorts {
  readonly memory: VerdictMemory;
  readonly trustDocument: string;
  readonly now: () => number;
  readonly onRemembered: () => void;
}

const keepIfDefinite = (key: string, verdict: Verdict, { memory, now }: MemoryPorts): Verdict => {
  const time = rememberFor(verdict);
  if (time !== undefined) memory.keep(key, verdict, now() + time);
  return verdict;
};

/** Remembers definite verdicts for a while, and asks the same question only once at a time. */
export const remembering = (verify: VerifyImage, settings: MemoryPorts): VerifyImage => {
  const underway = new Map<string, Promise<Verdict>>();
  return (image, policy) => {
    const key = verdictKey(settings.trustDocument, policy, image);
    const known = settings.memory.recall(key, settings.now());
    const shared = known === undefined ? underway.get(key) : Promise.resolve(known);
    if (shared !== undefined) {
      settings.onRemembered();
      return shared;
    }
    const run = verify(image, policy)
      .then((verdict) => keepIfDefinite(key, verdict, settings))
      .finally(() => underway.delete(key));
    underway.set(key, run);
    return run;
  };
};

/** Always asks anew, and remembers what it learns, so that old evidence does not outlive it. */
export const refreshing =
  (verify: VerifyImage, settings: MemoryPorts): VerifyImage =>
  async (image, policy) =>
    keepIfDefinite(verdictKey(settings.trustDocument, policy, image), await verify(image, policy), settings);

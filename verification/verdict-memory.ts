import { formatImageReference } from './image-reference';
import { formatPinnedImage } from './pinned-image';
import type { Verdict } from './verdict';
import type { VerifyImage, VerifyRequest } from './verify-image';

/** A remembered verdict; times in milliseconds since the epoch. */
export interface RememberedVerdict {
  readonly verdict: Verdict;
  /** When its verification began. */
  readonly since: number;
  readonly until: number;
}

/** Keeps definite verdicts for a while; `now` in milliseconds since the epoch. */
export interface VerdictMemory {
  readonly recall: (key: string, now: number) => RememberedVerdict | undefined;
  readonly keep: (key: string, remembered: RememberedVerdict) => void;
}

const MINUTE = 60_000;

/** How long a verdict may be reused, in milliseconds; undefined: not at all. */
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

/**
 * The key that a verdict is remembered by: trust document, policy, repository identity and digest; never a tag, never a
 * digest alone.
 */
export const verdictKey = ({ trust, policy, image }: Omit<VerifyRequest, 'remaining'>): string =>
  [trust.sha256, policy.name, formatPinnedImage(image)].join('\n');

/**
 * The key of a verdict that may have been reached through an index: the same, and the reference, since the reference
 * names the index.
 */
export const referenceKey = (request: Omit<VerifyRequest, 'remaining'>): string =>
  [verdictKey(request), formatImageReference(request.image.reference)].join('\n');

/** A memory of bounded size that forgets the oldest entry first and checks expiry when an entry is read. */
export const boundedMemory = (size: number): VerdictMemory => {
  const entries = new Map<string, RememberedVerdict>();
  return {
    recall: (key, now) => {
      const entry = entries.get(key);
      return entry !== undefined && now < entry.until ? entry : undefined;
    },
    keep: (key, remembered) => {
      entries.delete(key);
      const oldest = entries.size >= size ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(key, remembered);
    },
  };
};

/** The ports that reusing verdicts needs. */
export interface MemoryPorts {
  readonly memory: VerdictMemory;
  readonly now: () => number;
  /** Called each time a verdict is reused or shared with a verification under way. */
  readonly onReused: () => void;
  /** The key that a verdict is remembered by. Default: `verdictKey`. */
  readonly keyOf?: (request: VerifyRequest) => string;
}

const keepIfDefinite = (
  key: string,
  { verdict, since }: Omit<RememberedVerdict, 'until'>,
  { memory, now }: MemoryPorts,
): Verdict => {
  const time = rememberFor(verdict);
  if (time !== undefined) memory.keep(key, { verdict, since, until: now() + time });
  return verdict;
};

/** A verification under way, and when it began. */
interface Underway {
  readonly run: Promise<Verdict>;
  readonly since: number;
}

/**
 * Reuses definite verdicts for a while, and runs only one verification of an image at a time. A verification that began
 * before the request's `notBefore` is neither reused nor shared.
 */
export const remembering = (verify: VerifyImage, ports: MemoryPorts): VerifyImage => {
  const { keyOf = verdictKey, memory, now, onReused } = ports;
  const underway = new Map<string, Underway>();
  const reusable = (key: string, notBefore: number): Promise<Verdict> | undefined => {
    const known = memory.recall(key, now());
    if (known !== undefined && known.since >= notBefore) return Promise.resolve(known.verdict);
    const shared = underway.get(key);
    return shared !== undefined && shared.since >= notBefore ? shared.run : undefined;
  };
  return (request) => {
    const key = keyOf(request);
    const reused = reusable(key, request.notBefore ?? -Infinity);
    if (reused !== undefined) {
      onReused();
      return reused;
    }
    const since = now();
    const run = verify(request)
      .then((verdict) => keepIfDefinite(key, { verdict, since }, ports))
      .finally(() => {
        if (underway.get(key) === mine) underway.delete(key);
      });
    const mine: Underway = { run, since };
    underway.set(key, mine);
    return run;
  };
};

/** Verifies again whatever is remembered, and remembers the new verdict in place of the old one. */
export const refreshing =
  (verify: VerifyImage, ports: MemoryPorts): VerifyImage =>
  async (request) => {
    const since = ports.now();
    return keepIfDefinite((ports.keyOf ?? verdictKey)(request), { verdict: await verify(request), since }, ports);
  };

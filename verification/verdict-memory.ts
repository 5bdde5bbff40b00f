import { formatImageReference } from './image-reference';
import { formatPinnedImage } from './pinned-image';
import type { Verdict } from './verdict';
import type { VerifyImage, VerifyRequest } from './verify-image';

/** Keeps definite verdicts for a while; times in milliseconds since the epoch. */
export interface VerdictMemory {
  readonly recall: (key: string, now: number) => Verdict | undefined;
  readonly keep: (key: string, verdict: Verdict, until: number) => void;
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

/** The ports that reusing verdicts needs. */
export interface MemoryPorts {
  readonly memory: VerdictMemory;
  readonly now: () => number;
  /** Called each time a verdict is reused or shared with a verification under way. */
  readonly onReused: () => void;
  /** The key that a verdict is remembered by. Default: `verdictKey`. */
  readonly keyOf?: (request: VerifyRequest) => string;
}

const keepIfDefinite = (key: string, verdict: Verdict, { memory, now }: MemoryPorts): Verdict => {
  const time = rememberFor(verdict);
  if (time !== undefined) memory.keep(key, verdict, now() + time);
  return verdict;
};

/** Reuses definite verdicts for a while, and runs only one verification of an image at a time. */
export const remembering = (verify: VerifyImage, ports: MemoryPorts): VerifyImage => {
  const { keyOf = verdictKey } = ports;
  const underway = new Map<string, Promise<Verdict>>();
  return (request) => {
    const key = keyOf(request);
    const known = ports.memory.recall(key, ports.now());
    const shared = known === undefined ? underway.get(key) : Promise.resolve(known);
    if (shared !== undefined) {
      ports.onReused();
      return shared;
    }
    const run = verify(request)
      .then((verdict) => keepIfDefinite(key, verdict, ports))
      .finally(() => underway.delete(key));
    underway.set(key, run);
    return run;
  };
};

/** Verifies again whatever is remembered, and remembers the new verdict in place of the old one. */
export const refreshing =
  (verify: VerifyImage, ports: MemoryPorts): VerifyImage =>
  async (request) =>
    keepIfDefinite((ports.keyOf ?? verdictKey)(request), await verify(request), ports);

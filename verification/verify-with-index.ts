import type { Digest } from './digest';
import { findIndexes } from './find-indexes';
import type { ImageHistory } from './image-history';
import type { FetchManifest, ManifestSelector } from './image-index';
import type { ImageReference } from './image-reference';
import { untrusted, type Verdict } from './verdict';
import type { VerifyImage, VerifyRequest } from './verify-image';
import { verifyPlatforms } from './verify-platforms';

/** Everything outside that verifying by an index needs. */
export interface VerifyWithIndexPorts {
  readonly verify: VerifyImage;
  readonly fetchManifest: FetchManifest;
  readonly history: ImageHistory;
}

// Whatever a pusher attached to the image itself must not hide the good signature of an index that lists it.
const mayBeSignedByIndex = (verdict: Verdict): boolean =>
  verdict.kind === 'untrusted' && verdict.reason !== 'revoked' && verdict.reason !== 'no-policy';

const isRevoked = (verdict: Verdict): boolean => verdict.kind === 'untrusted' && verdict.reason === 'revoked';

const isUnsigned = (verdict: Verdict): boolean => verdict.kind === 'untrusted' && verdict.reason === 'unsigned';

/** A verdict, and the indexes that were verified for it. */
interface IndexVerdict {
  readonly verdict: Verdict;
  readonly indexes: readonly Digest[];
}

/** An image to verify by indexes, and the verdict by its own signatures. */
interface OwnVerdict {
  readonly request: VerifyRequest;
  readonly own: Verdict;
}

const verifyIndexes = async (
  { request, own }: OwnVerdict,
  indexes: readonly Digest[],
  { verify, history }: VerifyWithIndexPorts,
): Promise<IndexVerdict> => {
  const { image } = request;
  let telling: Verdict = own;
  for (const index of indexes) {
    const verdict = await verify({ ...request, image: { ...image, digest: index } });
    if (verdict.kind === 'trusted') await history.keepIndex(image, index);
    if (isUnsigned(verdict)) continue;
    telling = { ...verdict, detail: `by the index ${index} that lists it: ${verdict.detail}` };
    if (verdict.kind !== 'untrusted' || isRevoked(verdict)) break;
  }
  return { verdict: telling, indexes };
};

const verifyByIndex = async (
  { request, own }: OwnVerdict,
  selector: ManifestSelector,
  ports: VerifyWithIndexPorts,
): Promise<IndexVerdict> => {
  const found = await findIndexes(request, selector, ports.fetchManifest);
  switch (found.kind) {
    case 'none':
      return { verdict: own, indexes: [] };
    case 'failed':
      return { verdict: found.verdict, indexes: [] };
    case 'found':
      return verifyIndexes({ request, own }, found.indexes, ports);
  }
};

const selectorOf = ({ digest, tag }: ImageReference): ManifestSelector =>
  digest === undefined ? { tag: tag ?? 'latest' } : { digest };

const verifyByReference = async (found: OwnVerdict, ports: VerifyWithIndexPorts): Promise<IndexVerdict> => {
  const { reference, digest } = found.request.image;
  if (reference.digest === digest) return { verdict: found.own, indexes: [] };
  return verifyByIndex(found, selectorOf(reference), ports);
};

/** Whether the verdict by a kept index counts more than the one by the index that the reference names today. */
const prevails = (verdict: Verdict): boolean =>
  verdict.kind === 'trusted' || verdict.kind === 'inconclusive' || isRevoked(verdict);

const verifyByKept = async (found: OwnVerdict, named: IndexVerdict, ports: VerifyWithIndexPorts): Promise<Verdict> => {
  const kept = await ports.history.recallIndex(found.request.image);
  if (kept === undefined || named.indexes.includes(kept)) return named.verdict;
  const { verdict } = await verifyByIndex(found, { digest: kept }, ports);
  return prevails(verdict) ? verdict : named.verdict;
};

/**
 * Verifies an image by itself and, when that finds no trust, by the indexes around and below it: by the index that its
 * reference names, provided that the index lists the running digest, and, if the image is itself an index, by all the
 * platforms that it lists. A tag may name another index by now: then the index by which the image was trusted before is
 * verified once more. `revoked` never falls back to an index, not even when the revoked signature has been deleted
 * since.
 */
export const verifyWithIndex =
  (ports: VerifyWithIndexPorts): VerifyImage =>
  async (request) => {
    const { image } = request;
    const { verify, history } = ports;
    const own = await verify(request);
    if (isRevoked(own)) await history.keepRevoked(image);
    if (!mayBeSignedByIndex(own)) return own;
    if (await history.wasRevoked(image))
      return untrusted('revoked', 'a revoked signature was found on this image earlier, and has been deleted since');
    const named = await verifyByReference({ request, own }, ports);
    if (named.verdict.kind === 'trusted') return named.verdict;
    const known = await verifyByKept({ request, own }, named, ports);
    if (known.kind === 'trusted') return known;
    return (await verifyPlatforms(request, ports)) ?? known;
  };

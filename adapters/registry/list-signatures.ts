import { sha256 } from '../../contracts/schema/sha256';
import {
  INDEX_MEDIA_TYPES,
  MANIFEST_LIMIT,
  SIGNATURE_ARTIFACT_TYPE,
  type Descriptor,
  type Digest,
  type ListedSignatures,
  type RegistryAnswer,
  type RegistryFailure,
} from '../../verification';
import type { HttpResponse } from './http/exchange';
import { parseNextPage } from './next-page';
import { parseIndex } from './parse-index';
import { ACCEPT_MANIFESTS, mediaTypeOf, readManifest } from './read-manifest';
import type { RepositoryReader } from './repository-reader';
import { SignatureList } from './signature-list';

/** A registry whose list is longer than this has more pages than 20 seconds are worth. */
export const PAGE_LIMIT = 100;

// Registries without the referrers API answer its path with one of these.
const WITHOUT_REFERRERS_API = [400, 404, 405, 406, 501];

const [INDEX_MEDIA_TYPE = ''] = INDEX_MEDIA_TYPES;

const parsePage = (response: HttpResponse): readonly Descriptor[] | undefined =>
  mediaTypeOf(response) === INDEX_MEDIA_TYPE ? parseIndex(response.body) : undefined;

interface Page {
  readonly descriptors: readonly Descriptor[];
  readonly next: URL | 'elsewhere' | undefined;
  readonly hash: string;
}

type FetchedPage =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'no-api' }
  | { readonly kind: 'failed'; readonly failure: RegistryFailure };

const fetchPage = async (reader: RepositoryReader, url: URL): Promise<FetchedPage> => {
  const answer = await reader.get(url, { accept: INDEX_MEDIA_TYPE, limit: MANIFEST_LIMIT });
  if (answer.kind !== 'found') return { kind: 'failed', failure: answer };
  const response = answer.value;
  if (WITHOUT_REFERRERS_API.includes(response.status)) return { kind: 'no-api' };
  if (response.status !== 200) return { kind: 'failed', failure: reader.statusFailure(response) };
  const descriptors = parsePage(response);
  if (descriptors === undefined) return { kind: 'no-api' };
  const next = parseNextPage([response.headers['link'] ?? []].flat().join(', ') || undefined, url);
  return { kind: 'page', page: { descriptors, next, hash: sha256(response.body) } };
};

/** Reads the list under the tag that is named for the digest, which anyone who may push can write. */
const listByTag = async (reader: RepositoryReader, digest: Digest): Promise<RegistryAnswer<ListedSignatures>> => {
  const list = new SignatureList();
  const tag = digest.replace(':', '-');
  const answer = await reader.get(reader.url(`manifests/${tag}`), { accept: ACCEPT_MANIFESTS, limit: MANIFEST_LIMIT });
  if (answer.kind === 'too-large') list.truncate();
  else if (answer.kind !== 'found') return answer;
  else if (answer.value.status === 200) {
    const manifest = readManifest(answer.value, { tag });
    if (manifest.kind !== 'found') return reader.describe(manifest);
    const { mediaType, mismatch, bytes } = manifest.value;
    const isIndex = mismatch === undefined && INDEX_MEDIA_TYPES.includes(mediaType);
    // What is no index lists no signature: it must not be an excuse for an unsigned image.
    list.add(isIndex ? (parseIndex(bytes) ?? []) : []);
  } else {
    const failure = reader.statusFailure(answer.value);
    if (failure.kind !== 'absent') return failure;
  }
  return { kind: 'found', value: list.toListed() };
};

const readPages = async (
  reader: RepositoryReader,
  first: Page,
  firstUrl: URL,
): Promise<RegistryAnswer<ListedSignatures>> => {
  const list = new SignatureList();
  const urls = new Set([firstUrl.href]);
  const hashes = new Set<string>();
  let page = first;
  for (;;) {
    list.add(page.descriptors);
    hashes.add(page.hash);
    const { next } = page;
    if (next === undefined || list.isTruncated) return { kind: 'found', value: list.toListed() };
    if (next === 'elsewhere' || urls.has(next.href) || urls.size >= PAGE_LIMIT) break;
    urls.add(next.href);
    const fetched = await fetchPage(reader, next);
    if (fetched.kind === 'no-api')
      return reader.describe({ kind: 'wrong', detail: `page ${urls.size} of the list is no index` });
    if (fetched.kind === 'failed' && fetched.failure.kind !== 'too-large') return fetched.failure;
    if (fetched.kind === 'failed' || hashes.has(fetched.page.hash)) break;
    page = fetched.page;
  }
  list.truncate();
  return { kind: 'found', value: list.toListed() };
};

/**
 * Lists the signatures of an image: by the referrers API, or by the tag schema where the registry doesn't have it.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 */
export const listSignatures = async (
  reader: RepositoryReader,
  digest: Digest,
): Promise<RegistryAnswer<ListedSignatures>> => {
  const url = reader.url(`referrers/${digest}`);
  url.searchParams.set('artifactType', SIGNATURE_ARTIFACT_TYPE);
  const first = await fetchPage(reader, url);
  switch (first.kind) {
    case 'page':
      return readPages(reader, first.page, url);
    case 'no-api':
      return listByTag(reader, digest);
    case 'failed':
      // Whoever may push can make a page too large, by annotations: a list that can't be read whole is no failure.
      return first.failure.kind === 'too-large'
        ? { kind: 'found', value: { manifests: [], truncated: true } }
        : first.failure;
  }
};

import type { ServiceReason } from '../../verification';

// A failed request as Go's HTTP client and oras print it: method, quoted URL, error. The URL ends at the first quote or
// backslash, since a pusher's text can be part of it.
const REQUEST = /^(?:GET|HEAD|POST) "(https?:\/\/[^"\\\s]+)": ([^]*)$/i;
const STATUS = /^(?:unexpected |response )?status code (\d{3})\b/;
const NO_CREDENTIAL = /^(?:basic )?credential (?:required|not found)/;
// Go capitalises the method like this only when the request itself failed, without any answer.
const NO_ANSWER = /^(?:Get|Head|Post) "/;

const byStatus = (status: number): ServiceReason | undefined => {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'registry-denied';
  return status >= 500 ? 'registry-unavailable' : undefined;
};

/** The URL of the request in an error text, and what went wrong with it; undefined when the text names no request. */
export const requestIn = (text: string): { readonly url: string; readonly wrong: string } | undefined => {
  const [, url, wrong] = REQUEST.exec(text) ?? [];
  return url === undefined || wrong === undefined ? undefined : { url, wrong };
};

/**
 * Why a registry, or the token service that it refers to, failed; undefined when the text does not blame them. Only for
 * texts that no pusher can influence: for what is attached to an image see `attachmentFailure`.
 */
export const registryFailure = (text: string): ServiceReason | undefined => {
  const request = requestIn(text);
  if (request === undefined) return undefined;
  const status = STATUS.exec(request.wrong)?.[1];
  if (status !== undefined) return byStatus(Number(status));
  if (NO_CREDENTIAL.test(request.wrong)) return 'registry-denied';
  if (requestIn(request.wrong) !== undefined) return registryFailure(request.wrong);
  return NO_ANSWER.test(text) ? 'registry-unavailable' : undefined;
};

const hostOf = (registry: string): string => (registry === 'docker.io' ? 'registry-1.docker.io' : registry);

/**
 * Why something attached to an image could not be fetched, if that is the registry's fault. The pusher chooses the
 * digests that are requested, so a request to the registry counts only when its URL ends in a well-formed digest. A
 * request to another host counts, since only the registry can have redirected it there.
 */
export const attachmentFailure = (text: string, reference: string): ServiceReason | undefined => {
  const request = requestIn(text);
  // notation prints the digest, which the pusher wrote, in front of these words.
  if (request === undefined || text.endsWith(': not found')) return undefined;
  const [repository = ''] = reference.split('@');
  const slash = repository.indexOf('/');
  const registry = `https://${hostOf(repository.slice(0, slash))}/`;
  const requested = request.url.slice(registry.length).replace(/^v2\//, '');
  const proper = new RegExp('^/(?:blobs|manifests)/sha256:[0-9a-f]{64}$');
  const ours = request.url.startsWith(registry);
  const path = repository.slice(slash + 1);
  return !ours || (requested.startsWith(path) && proper.test(requested.slice(path.length)))
    ? registryFailure(text)
    : undefined;
};

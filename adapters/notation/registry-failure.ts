import type { ServiceReason } from '../../verification';

// As Go's HTTP client and oras write a request that failed: method, quoted URL, what went wrong. The URL ends at the first quote or
// backslash, since a stranger's text can be part of it.
const REQUEST = /^(?:GET|HEAD|POST) "(https?:\/\/[^"\\\s]+)": ([^]*)$/i;
const STATUS = /^(?:unexpected |response )?status code (\d{3})\b/;
const NO_CREDENTIAL = /^(?:basic )?credential (?:required|not found)/;
// Go capitalises the method only where the request itself failed: there was no answer at all.
const NO_ANSWER = /^(?:Get|Head|Post) "/;

const byStatus = (status: number): ServiceReason | undefined => {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'registry-denied';
  return status >= 500 ? 'registry-unavailable' : undefined;
};

/** The URL of the request that a text is about, and what went wrong with it; undefined when the text is about no request. */
export const requestIn = (text: string): { readonly url: string; readonly wrong: string } | undefined => {
  const [, url, wrong] = REQUEST.exec(text) ?? [];
  return url === undefined || wrong === undefined ? undefined : { url, wrong };
};

/**
 * Why a registry, or the token service that it sends us to, could not be asked; undefined when the text does not blame them. To be used where nobody who pushes
 * has a say in the text: for what is attached to an image see `attachmentFailure`.
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
 * Why something attached to an image could not be fetched, where that is the registry's fault. Whoever pushes chooses the digests that are asked for: a
 * request to the registry counts only when it asks for a digest and nothing else, one elsewhere when the registry sent us there.
 */
export const attachmentFailure = (text: string, reference: string): ServiceReason | undefined => {
  const request = requestIn(text);
  // A digest that is not found is written in front of these words, whatever it says.
  if (request === undefined || text.endsWith(': not found')) return undefined;
  const [repository = ''] = reference.split('@');
  const slash = repository.indexOf('/');
  const registry = `https://${hostOf(repository.slice(0, slash))}/`;
  const asked = request.url.slice(registry.length).replace(/^v2\//, '');
  const proper = new RegExp('^/(?:blobs|manifests)/sha256:[0-9a-f]{64}$');
  const ours = request.url.startsWith(registry);
  const path = repository.slice(slash + 1);
  return !ours || (asked.startsWith(path) && proper.test(asked.slice(path.length))) ? registryFailure(text) : undefined;
};

import { digestOf, MEDIA_TYPES } from '../registry/descriptor';
import type { RegistryStore } from '../registry/registry-store';
import { type HttpResponse, type HttpRequest, jsonResponse, registryError } from '../http/http-message';

const ROUTE = /^\/v2\/(?<repository>.+)\/(?<part>manifests|blobs|tags|referrers)\/(?<rest>[^?]*)(?<query>\?.*)?$/;

/** A request, and where it goes in the local registry. */
interface Routed {
  readonly request: HttpRequest;
  /** The repository's name in the request. */
  readonly name: string;
  /** The repository's name in the local registry, with the host's namespace. */
  readonly repository: string;
  readonly part: string;
  readonly rest: string;
  readonly query: string;
}

const notSupported = ({ method, path }: HttpRequest): HttpResponse =>
  registryError(404, { code: 'UNSUPPORTED', message: `${method} ${path} is not supported` });

const listReferrers = (store: RegistryStore, { request, repository, rest: subject, query }: Routed): HttpResponse => {
  if (store.referrersApi === 'absent' || request.method !== 'GET') return notSupported(request);
  const artifactType = new URLSearchParams(query).get('artifactType');
  const filtered: Readonly<Record<string, string>> =
    artifactType === null ? {} : { 'oci-filters-applied': 'artifactType' };
  const index = store.referrers.indexFor(repository, subject, artifactType);
  return jsonResponse(200, index, { 'content-type': MEDIA_TYPES.index, ...filtered });
};

// The message is ECR's own.
const tagIsImmutable = (name: string, tag: string): HttpResponse => {
  const why = 'and cannot be overwritten because the repository is immutable.';
  return registryError(400, {
    code: 'TAG_INVALID',
    message: `The image tag '${tag}' already exists in the '${name}' repository ${why}`,
  });
};

const forward = async (
  store: RegistryStore,
  { request, name, repository, part, rest, query }: Routed,
): Promise<HttpResponse> => {
  const path = `/v2/${repository}/${part}/${rest}${query}`;
  const response = await store.send({ ...request, path });
  const location = response.headers['location'];
  if (!location) return response;
  return {
    ...response,
    headers: { ...response.headers, location: location.replace(`/v2/${repository}/`, `/v2/${name}/`) },
  };
};

const putManifest = async (store: RegistryStore, routed: Routed): Promise<HttpResponse> => {
  const { request, repository, rest: reference, name } = routed;
  if (store.immutable.has(repository) && !reference.startsWith('sha256:')) {
    const existing = await store.getManifest(repository, reference);
    if (existing && existing.digest !== digestOf(request.body)) return tagIsImmutable(name, reference);
  }
  const response = await forward(store, routed);
  if (response.status !== 201) return response;
  const subject = store.referrers.record(repository, request.headers['content-type'] ?? '', request.body);
  if (!subject || store.referrersApi === 'absent') return response;
  return { ...response, headers: { ...response.headers, 'oci-subject': subject } };
};

/** Responds as ECR would to a request for one namespace of the local registry. */
export const handleRegistryRequest = async (
  store: RegistryStore,
  namespace: string,
  request: HttpRequest,
): Promise<HttpResponse> => {
  if (/^\/v2\/?$/.test(request.path)) return jsonResponse(200, {});
  const { repository: name, part, rest, query = '' } = ROUTE.exec(request.path)?.groups ?? {};
  if (!name || !part || rest === undefined) return notSupported(request);
  const routed = { request, name, repository: `${namespace}/${name}`, part, rest, query };
  if (part === 'referrers') return listReferrers(store, routed);
  if (part === 'manifests' && request.method === 'PUT') return putManifest(store, routed);
  const response = await forward(store, routed);
  if (part === 'manifests' && request.method === 'DELETE') store.referrers.forget(routed.repository, rest);
  return response;
};

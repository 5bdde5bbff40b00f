import { digestOf, MEDIA_TYPES } from '../registry/descriptor';
import type { RegistryStore } from '../registry/registry-store';
import { type HttpResponse, type HttpRequest, jsonResponse, registryError } from '../http/http-message';

const ROUTE = /^\/v2\/(?<repository>.+)\/(?<part>manifests|blobs|tags|referrers)\/(?<rest>[^?]*)(?<query>\?.*)?$/;

/** A request with the place in the local registry that it is about. */
interface Routed {
  readonly request: HttpRequest;
  /** The repository as the client names it. */
  readonly name: string;
  /** The repository in the local registry, apart from those of other hosts. */
  readonly repository: string;
  readonly part: string;
  readonly rest: string;
  readonly query: string;
}

const notSupported = ({ method, path }: HttpRequest): HttpResponse =>
  registryError(404, { code: 'UNSUPPORTED', message: `${method} ${path} is not supported` });

const answerReferrers = (store: RegistryStore, { request, repository, rest: subject, query }: Routed): HttpResponse => {
  if (store.referrersApi === 'absent' || request.method !== 'GET') return notSupported(request);
  const artifactType = new URLSearchParams(query).get('artifactType');
  const filtered: Readonly<Record<string, string>> =
    artifactType === null ? {} : { 'oci-filters-applied': 'artifactType' };
  const index = store.referrers.indexFor(repository, subject, artifactType);
  return jsonResponse(200, index, { 'content-type': MEDIA_TYPES.index, ...filtered });
};

/** ECR's words for it. */
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
  const answer = await store.send({ ...request, path });
  const location = answer.headers['location'];
  if (!location) return answer;
  return {
    ...answer,
    headers: { ...answer.headers, location: location.replace(`/v2/${repository}/`, `/v2/${name}/`) },
  };
};

const putManifest = async (store: RegistryStore, routed: Routed): Promise<HttpResponse> => {
  const { request, repository, rest: reference, name } = routed;
  if (store.immutable.has(repository) && !reference.startsWith('sha256:')) {
    const existing = await store.getManifest(repository, reference);
    if (existing && existing.digest !== digestOf(request.body)) return tagIsImmutable(name, reference);
  }
  const answer = await forward(store, routed);
  if (answer.status !== 201) return answer;
  const subject = store.referrers.record(repository, request.headers['content-type'] ?? '', request.body);
  if (!subject || store.referrersApi === 'absent') return answer;
  return { ...answer, headers: { ...answer.headers, 'oci-subject': subject } };
};

/** Answers a registry's request out of one namespace of the local registry, as ECR would. */
export const handleRegistryRequest = async (
  store: RegistryStore,
  namespace: string,
  request: HttpRequest,
): Promise<HttpResponse> => {
  if (/^\/v2\/?$/.test(request.path)) return jsonResponse(200, {});
  const { repository: name, part, rest, query = '' } = ROUTE.exec(request.path)?.groups ?? {};
  if (!name || !part || rest === undefined) return notSupported(request);
  const routed = { request, name, repository: `${namespace}/${name}`, part, rest, query };
  if (part === 'referrers') return answerReferrers(store, routed);
  if (part === 'manifests' && request.method === 'PUT') return putManifest(store, routed);
  const answer = await forward(store, routed);
  if (part === 'manifests' && request.method === 'DELETE') store.referrers.forget(routed.repository, rest);
  return answer;
};

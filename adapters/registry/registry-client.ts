import { sha256 } from '../../contracts/schema/sha256';
import {
  MANIFEST_LIMIT,
  type BlobRequest,
  type Manifest,
  type ManifestRequest,
  type Registry,
  type RegistryAnswer,
} from '../../verification';
import { authorizedGet, type EcrLogin } from './authorized-get';
import { bearerTokens } from './bearer-tokens';
import { connections, type ConnectionSettings } from './http/connections';
import { exchange } from './http/exchange';
import { redirects } from './http/redirects';
import { listSignatures } from './list-signatures';
import { ACCEPT_MANIFESTS, readManifest } from './read-manifest';
import type { LoopbackRegistries } from './registry-host';
import { readFrom, type ReaderPorts } from './repository-reader';

/** What a registry client depends on. */
export interface RegistryClientSettings extends ConnectionSettings {
  readonly ecrLogin: EcrLogin;
  /** Whether `localhost:PORT` is read, over plain HTTP. Not in a function: Lambda's own API listens on its loopback. */
  readonly loopback: LoopbackRegistries;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

/** A client with kept connections and tokens; make one for the life of the process. */
export interface RegistryClient extends Registry {
  /** Closes its connections. */
  readonly close: () => void;
}

const fetchManifest = (ports: ReaderPorts, request: ManifestRequest): Promise<RegistryAnswer<Manifest>> => {
  const { scope, reference, remaining } = request;
  const name = 'digest' in reference ? reference.digest : reference.tag;
  return readFrom(ports, { scope, remaining, what: `manifest ${name}` }, async (reader) => {
    const url = reader.url(`manifests/${name}`);
    const answer = await reader.get(url, { accept: ACCEPT_MANIFESTS, limit: MANIFEST_LIMIT });
    if (answer.kind !== 'found') return answer;
    if (answer.value.status !== 200) return reader.statusFailure(answer.value);
    const manifest = readManifest(answer.value, reference);
    if (manifest.kind !== 'found') return reader.describe(manifest);
    const { mismatch } = manifest.value;
    // Behind a tag anything may be, such as a login page: no hash says that these are the bytes of a manifest.
    return mismatch !== undefined && 'tag' in reference
      ? reader.describe({ kind: 'wrong', detail: mismatch })
      : manifest;
  });
};

const fetchBlob = (ports: ReaderPorts, request: BlobRequest): Promise<RegistryAnswer<Uint8Array>> => {
  const { scope, descriptor, limit, remaining } = request;
  const { digest, size } = descriptor;
  return readFrom(ports, { scope, remaining, what: `blob ${digest}` }, async (reader) => {
    if (size > limit) return reader.describe({ kind: 'too-large', detail: `${size} bytes, at most ${limit} are read` });
    const answer = await reader.get(reader.url(`blobs/${digest}`), { accept: '*/*', limit });
    if (answer.kind !== 'found') return answer;
    if (answer.value.status !== 200) return reader.statusFailure(answer.value);
    const found = `sha256:${sha256(answer.value.body)}`;
    if (found !== digest) return reader.describe({ kind: 'wrong', detail: `the bytes hash to ${found}` });
    return { kind: 'found', value: answer.value.body };
  });
};

/** Reads from OCI registries. https://github.com/opencontainers/distribution-spec */
export const registryClient = (settings: RegistryClientSettings): RegistryClient => {
  const { ecrLogin, loopback, now } = settings;
  const pool = connections(settings);
  const follow = redirects(exchange(pool));
  const get = authorizedGet({ follow, tokens: bearerTokens(follow, now), ecrLogin });
  const ports: ReaderPorts = { get, loopback, now };
  return {
    fetchManifest: (request) => fetchManifest(ports, request),
    listSignatures: ({ scope, digest, remaining }) =>
      readFrom(ports, { scope, remaining, what: `signatures of ${digest}` }, (reader) =>
        listSignatures(reader, digest),
      ),
    fetchBlob: (request) => fetchBlob(ports, request),
    close: pool.close,
  };
};

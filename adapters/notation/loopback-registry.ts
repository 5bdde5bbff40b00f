import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SIGNATURE_ARTIFACT_TYPE, SIGNATURE_MANIFEST_TYPE, type SignatureToVerify } from '../../verification';

/** One signature that is served, until it is removed. */
export interface ServedSignature {
  /** The reference of the image for notation, `localhost:PORT/TOKEN/i@DIGEST`. */
  readonly reference: string;
  readonly remove: () => void;
}

/** Serves an image's manifest and one of its signatures to a child on this machine. */
export type ServeSignature = (signature: Omit<SignatureToVerify, 'candidate'>) => Promise<ServedSignature>;

/** A registry on the loopback interface. */
export interface LoopbackRegistry {
  /** Starts the server when it is first needed. Rejects with LoopbackRegistryError when there is no place or no port. */
  readonly serve: ServeSignature;
  readonly close: () => Promise<void>;
}

/** The loopback registry cannot serve a signature: a fault of this machine. */
export class LoopbackRegistryError extends Error {
  override readonly name = 'LoopbackRegistryError';
}

/** Returns the addresses of a host name. */
export type LookUpHost = (name: string) => Promise<readonly string[]>;

const MAX_SERVED = 64;
const MAX_CONNECTIONS = 256;
const PORT_ATTEMPTS = 5;
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const PATH = /^\/v2\/(?<token>[0-9a-f]{32})\/i\/(?<kind>manifests|blobs|referrers)\/(?<digest>sha256:[0-9a-f]{64})$/;

interface Content {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is served below one token, by kind and digest. */
type Entry = ReadonlyMap<string, Content>;

const toEntry = ({ image, digest, manifest, descriptor, envelope }: Parameters<ServeSignature>[0]): Entry => {
  const signature = { mediaType: SIGNATURE_MANIFEST_TYPE, digest, size: manifest.length };
  const referrers = {
    schemaVersion: 2,
    mediaType: INDEX_TYPE,
    manifests: [{ ...signature, artifactType: SIGNATURE_ARTIFACT_TYPE }],
  };
  return new Map([
    [`manifests/${image.digest}`, { mediaType: image.mediaType, bytes: image.bytes }],
    [`manifests/${digest}`, { mediaType: SIGNATURE_MANIFEST_TYPE, bytes: manifest }],
    [`blobs/${descriptor.digest}`, { mediaType: 'application/octet-stream', bytes: envelope }],
    [`referrers/${image.digest}`, { mediaType: INDEX_TYPE, bytes: Buffer.from(JSON.stringify(referrers)) }],
  ]);
};

const receive =
  (entries: ReadonlyMap<string, Entry>) =>
  ({ method, url = '' }: IncomingMessage, response: ServerResponse): void => {
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    const { token = '', kind = '', digest = '' } = PATH.exec(url.split('?')[0] ?? '')?.groups ?? {};
    const content = entries.get(token)?.get(`${kind}/${digest}`);
    if (content === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': content.mediaType,
      'content-length': content.bytes.length,
      'docker-content-digest': digest,
      ...(kind === 'referrers' ? { 'oci-filters-applied': 'artifactType' } : {}),
    });
    response.end(method === 'GET' ? content.bytes : undefined);
  };

const lookUpLocally: LookUpHost = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

const isLoopback = (address: string): boolean => address === '::1' || /^127(?:\.[0-9]{1,3}){3}$/.test(address);

/** Listens; undefined when the address does not exist here, as ::1 without IPv6. */
const listen = async (entries: ReadonlyMap<string, Entry>, host: string, port: number): Promise<Server | undefined> => {
  const server = createServer(receive(entries));
  server.maxConnections = MAX_CONNECTIONS;
  server.unref();
  server.listen({ host, port });
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return undefined;
    throw error;
  }
};

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** One server for each address, all on one port: a child may try any of the addresses. */
const listenOn = async (
  entries: ReadonlyMap<string, Entry>,
  addresses: readonly string[],
): Promise<readonly Server[]> => {
  const servers: Server[] = [];
  try {
    for (const address of addresses) {
      const [first] = servers;
      const server = await listen(entries, address, first === undefined ? 0 : portOf(first));
      if (server !== undefined) servers.push(server);
    }
    return servers;
  } catch (error) {
    await Promise.all(servers.map(closeServer));
    throw error;
  }
};

const start = async (entries: ReadonlyMap<string, Entry>, lookUp: LookUpHost): Promise<readonly Server[]> => {
  const addresses = [...new Set(await lookUp('localhost'))];
  const foreign = addresses.find((address) => !isLoopback(address));
  if (foreign !== undefined || addresses.length === 0)
    throw new LoopbackRegistryError(`localhost: expected loopback addresses, found ${foreign ?? 'none'}`);
  for (let left = PORT_ATTEMPTS; ; left -= 1) {
    try {
      const servers = await listenOn(entries, addresses);
      if (servers.length > 0) return servers;
      throw new LoopbackRegistryError(`localhost: none of ${addresses.join(', ')} exists here`);
    } catch (error) {
      // The port that is free on the first address may be taken on another one.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || left === 1) throw error;
    }
  }
};

const toLoopbackError = (cause: unknown): LoopbackRegistryError =>
  cause instanceof LoopbackRegistryError
    ? cause
    : new LoopbackRegistryError(`no port on localhost: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`, {
        cause,
      });

/** Makes the loopback registry of a process. It keeps no process alive. */
export const loopbackRegistry = (lookUp: LookUpHost = lookUpLocally): LoopbackRegistry => {
  const entries = new Map<string, Entry>();
  let started: Promise<readonly Server[]> | undefined;

  const port = async (): Promise<number> => {
    started ??= start(entries, lookUp).catch((error: unknown) => {
      started = undefined;
      throw toLoopbackError(error);
    });
    const [first] = await started;
    if (first === undefined) throw new LoopbackRegistryError('expected a server');
    return portOf(first);
  };

  return {
    serve: async (signature) => {
      const token = randomBytes(16).toString('hex');
      const reference = `localhost:${await port()}/${token}/i@${signature.image.digest}`;
      if (entries.size >= MAX_SERVED) throw new LoopbackRegistryError('too many signatures are served at a time');
      entries.set(token, toEntry(signature));
      return { reference, remove: () => void entries.delete(token) };
    },
    close: async () => {
      const servers = await (started ?? []);
      started = undefined;
      await Promise.all(servers.map(closeServer));
    },
  };
};

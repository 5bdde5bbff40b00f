import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { type Descriptor, toDescriptor } from '../registry/descriptor';
import type { EmulatedEnvironment } from '../environment/emulated-environment';

/** Bytes for a registry. */
export interface Content {
  /** `host/repository`. */
  readonly repository: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const openTunnel = async (world: EmulatedEnvironment, host: string): Promise<Socket> => {
  const { hostname, port } = new URL(world.processEnvironment['HTTPS_PROXY'] ?? '');
  const outgoing = httpRequest({ host: hostname, port, method: 'CONNECT', path: `${host}:443` });
  outgoing.end();
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('connect', (_, socket) => resolve(socket));
  });
};

const responseTo = (outgoing: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', resolve);
  });

const put = async (
  world: EmulatedEnvironment,
  { repository, mediaType, bytes }: Content,
  place: string,
): Promise<void> => {
  const [host = '', ...name] = repository.split('/');
  const socket = connect({
    socket: await openTunnel(world, host),
    servername: host,
    ca: await readFile(world.processEnvironment['SSL_CERT_FILE'] ?? ''),
  });
  await once(socket, 'secureConnect');
  const credentials = Buffer.from(`AWS:${world.ecrPassword}`).toString('base64');
  const outgoing = httpsRequest({
    createConnection: () => socket,
    host,
    method: place.startsWith('blobs/') ? 'POST' : 'PUT',
    path: `/v2/${name.join('/')}/${place}`,
    headers: { authorization: `Basic ${credentials}`, 'content-type': mediaType, 'content-length': bytes.length },
  });
  outgoing.end(bytes);
  const incoming = await responseTo(outgoing);
  const body = await buffer(incoming);
  socket.destroy();
  if (incoming.statusCode === 201) return;
  const found = `${String(incoming.statusCode)}: ${body.toString()}`;
  throw new Error(`expected 201 from ${repository} for ${place}, found ${found}`);
};

/** Puts a manifest of any content where anyone with ECR's credentials may, whatever media type it claims. */
export const pushManifest = async (
  world: EmulatedEnvironment,
  content: Content & { readonly tag?: string },
): Promise<Descriptor> => {
  const descriptor = toDescriptor(content.mediaType, content.bytes);
  await put(world, content, `manifests/${content.tag ?? descriptor.digest}`);
  return descriptor;
};

/** Puts a blob where anyone with ECR's credentials may. */
export const pushBlob = async (world: EmulatedEnvironment, content: Content): Promise<Descriptor> => {
  const descriptor = toDescriptor(content.mediaType, content.bytes);
  await put(world, content, `blobs/uploads/?digest=${descriptor.digest}`);
  return descriptor;
};

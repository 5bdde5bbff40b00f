import type { ServerResponse } from 'node:http';
import { sha256 } from '../../../contracts/schema/sha256';
import { SIGNATURE_ARTIFACT_TYPE, type Descriptor, type Digest, type RegistryScope } from '../../../verification';
import type { Respond } from './registry-hosts';

export const IMAGE_TYPE = 'application/vnd.oci.image.manifest.v1+json';
export const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';

/** The digest of bytes. */
export const digestOf = (bytes: string | Uint8Array): Digest => `sha256:${sha256(bytes)}`;

/** An image manifest, as a registry stores it. */
export const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: IMAGE_TYPE,
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf('config'), size: 6 },
  layers: [],
});
export const DIGEST = digestOf(MANIFEST);

/** An index of descriptors. */
export const indexOf = (manifests: readonly unknown[], fields: object = {}): string =>
  JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests, ...fields });

/** The descriptor of a signature; its digest is made of the name. */
export const aSignature = (name: string | number, overrides: Partial<Descriptor> = {}): Descriptor => ({
  digest: digestOf(`signature ${name}`),
  mediaType: IMAGE_TYPE,
  size: 728,
  artifactType: SIGNATURE_ARTIFACT_TYPE,
  ...overrides,
});

/** Signatures named `first` to `first + count - 1`. */
export const signatures = (first: number, count: number): readonly Descriptor[] =>
  Array.from({ length: count }, (_, index) => aSignature(first + index));

/** A repository of a registry that is accessed anonymously. */
export const scopeOf = (registry: string, repository = 'team/app'): RegistryScope => ({
  repository: { registry, repository },
  access: { kind: 'anonymous' },
});

/** A repository in ECR, with credentials. */
export const ecrScope = (registry: string): RegistryScope => ({
  repository: { registry, repository: 'team/app' },
  access: { kind: 'ecr', registry: { kind: 'ecr', partition: 'aws', account: '111122223333', region: 'eu-west-1' } },
});

/** Sends one response. */
export const send = (
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): void => {
  response.writeHead(status, headers).end(body);
};

/** Always responds in the same way. */
export const responding =
  (status: number, headers: Readonly<Record<string, string>> = {}, body: string | Uint8Array = ''): Respond =>
  (_, response) =>
    send(response, status, headers, body);

/** Responds with the manifest of these fixtures. */
export const servingManifest: Respond = responding(200, { 'content-type': IMAGE_TYPE }, MANIFEST);

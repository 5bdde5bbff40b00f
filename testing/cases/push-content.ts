import { readFile } from 'node:fs/promises';
import type { EmulatedEnvironment } from '../environment/emulated-environment';
import { requestThroughProxy } from '../http/proxied-request';
import { type Descriptor, toDescriptor } from '../registry/descriptor';

/** Content to push to a registry. */
export interface Content {
  /** `host/repository`. */
  readonly repository: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const push = async (environment: EmulatedEnvironment, content: Content, path: string): Promise<void> => {
  const { processEnvironment, ecrPassword } = environment;
  const { repository, mediaType, bytes } = content;
  const [host = '', ...name] = repository.split('/');
  const { status, body } = await requestThroughProxy({
    proxy: processEnvironment['HTTPS_PROXY'] ?? '',
    authority: await readFile(processEnvironment['SSL_CERT_FILE'] ?? '', 'utf8'),
    host,
    method: path.startsWith('blobs/') ? 'POST' : 'PUT',
    path: `/v2/${name.join('/')}/${path}`,
    headers: {
      authorization: `Basic ${Buffer.from(`AWS:${ecrPassword}`).toString('base64')}`,
      'content-type': mediaType,
      'content-length': String(bytes.length),
    },
    body: bytes,
  });
  if (status !== 201) throw new Error(`expected 201 from ${repository} for ${path}, found ${String(status)}: ${body}`);
};

/** Pushes a manifest of any content and media type, with ECR's credentials, through the gateway. */
export const pushManifest = async (
  environment: EmulatedEnvironment,
  content: Content & { readonly tag?: string },
): Promise<Descriptor> => {
  const descriptor = toDescriptor(content.mediaType, content.bytes);
  await push(environment, content, `manifests/${content.tag ?? descriptor.digest}`);
  return descriptor;
};

/** Pushes a blob, with ECR's credentials, through the gateway. */
export const pushBlob = async (environment: EmulatedEnvironment, content: Content): Promise<Descriptor> => {
  const descriptor = toDescriptor(content.mediaType, content.bytes);
  await push(environment, content, `blobs/uploads/?digest=${descriptor.digest}`);
  return descriptor;
};

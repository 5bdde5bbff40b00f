import type { HttpResponse } from '../http/http-message';
import { digestOf, type Descriptor, toDescriptor } from './descriptor';
import { Referrers } from './referrers';
import type { RegistryClient, RegistryRequest } from './registry-client';

/** A manifest in the registry. */
export interface StoredManifest {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** A manifest to store. */
export interface NewManifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly tag?: string | undefined;
}

/** Whether the registry has the referrers API, as ECR does, or clients must fall back to the tag schema. */
export type ReferrersApi = 'present' | 'absent';

/** The local registry, with two features of ECR that it lacks: referrers and immutable tags. */
export class RegistryStore {
  readonly referrers = new Referrers();
  readonly immutable = new Set<string>();
  referrersApi: ReferrersApi = 'present';

  constructor(private readonly client: RegistryClient) {}

  /** Forwards a request unchanged. */
  send(request: RegistryRequest): Promise<HttpResponse> {
    return this.client.send(request);
  }

  /** The manifest of a tag or digest, if there is one. */
  async getManifest(repository: string, reference: string): Promise<StoredManifest | undefined> {
    const { status, headers, body } = await this.get(`/v2/${repository}/manifests/${reference}`);
    if (status !== 200) return undefined;
    return { mediaType: headers['content-type'] ?? '', digest: digestOf(body), bytes: body };
  }

  /** The blob of a digest, if there is one. */
  async getBlob(repository: string, digest: string): Promise<Buffer | undefined> {
    const { status, body } = await this.get(`/v2/${repository}/blobs/${digest}`);
    return status === 200 ? body : undefined;
  }

  /** Stores a manifest under its digest and, if there is one, under its tag. */
  async putManifest(repository: string, { mediaType, bytes, tag }: NewManifest): Promise<Descriptor> {
    const descriptor = toDescriptor(mediaType, bytes);
    const path = `/v2/${repository}/manifests/${tag ?? descriptor.digest}`;
    await this.expect(201, { method: 'PUT', path, headers: { 'content-type': mediaType }, body: bytes });
    this.referrers.record(repository, mediaType, bytes);
    return descriptor;
  }

  /** Stores a blob. */
  async putBlob(repository: string, mediaType: string, bytes: Buffer): Promise<Descriptor> {
    const descriptor = toDescriptor(mediaType, bytes);
    const path = `/v2/${repository}/blobs/uploads/?digest=${descriptor.digest}`;
    await this.expect(201, { method: 'POST', path, headers: {}, body: bytes });
    return descriptor;
  }

  /** Deletes a tag or a manifest. */
  async deleteManifest(repository: string, reference: string): Promise<void> {
    const path = `/v2/${repository}/manifests/${reference}`;
    await this.expect(202, { method: 'DELETE', path, headers: {}, body: Buffer.alloc(0) });
    this.referrers.forget(repository, reference);
  }

  private get(path: string): Promise<HttpResponse> {
    return this.client.send({ method: 'GET', path, headers: {}, body: Buffer.alloc(0) });
  }

  private async expect(status: number, request: RegistryRequest): Promise<void> {
    const response = await this.client.send(request);
    if (response.status === status) return;
    const found = `${response.status}: ${response.body.toString()}`;
    throw new Error(`expected ${status} from the registry for ${request.method} ${request.path}, found ${found}`);
  }
}

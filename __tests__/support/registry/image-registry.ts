import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigningChain, type SigningChain } from '../../../testing/certificates/signing-chain';
import { toCertificatePem } from '../../../testing/certificates/credential';
import { createTlsAuthority } from '../../../testing/certificates/tls-authority';
import { toProcessEnvironment } from '../../../testing/environment/process-environment';
import { toDestination } from '../../../testing/gateway/destination';
import { refuseAsEcr } from '../../../testing/gateway/ecr-authentication';
import { Gateway } from '../../../testing/gateway/gateway';
import { createTlsTerminator } from '../../../testing/gateway/tls-terminator';
import { jsonResponse, registryError, type HttpRequest, type HttpResponse } from '../../../testing/http/http-message';
import { MEDIA_TYPES, toDescriptor, type Descriptor } from '../../../testing/registry/descriptor';
import { craftEnvelope, type CraftedEnvelope } from '../../../testing/signer/craft-envelope';
import { JWS_MEDIA_TYPE } from '../../../testing/signer/envelope';
import type { SigningProfile } from '../../../testing/signer/signing-profile';
import type { Digest } from '../../../verification';

interface Content {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The password that ECR accepts for the user `AWS`. */
export const ECR_PASSWORD = 'example-token';

const ROUTE = /^\/v2\/(?<repository>.+)\/(?<part>manifests|blobs|referrers)\/(?<name>[^?/]+)(?:\?.*)?$/;

const notFound = registryError(404, { code: 'NAME_UNKNOWN', message: 'there is no such content' });

/**
 * Registries in this process, behind an HTTPS proxy. All hosts and repositories have the same images; ECR's demand its
 * password.
 */
export class ImageRegistry {
  private readonly manifests = new Map<string, Content>();
  private readonly blobs = new Map<string, Buffer>();
  private readonly referrers = new Map<string, Descriptor[]>();
  private readonly tags = new Map<string, Digest>();
  readonly gateway: Gateway;

  private constructor(
    readonly chain: SigningChain,
    private readonly profile: SigningProfile,
    secureAs: ConstructorParameters<typeof Gateway>[1],
  ) {
    this.gateway = new Gateway(async (request) => this.handle(request), secureAs);
  }

  /**
   * Starts the proxy, and writes the certificates of the proxy and of AWS Signer into a directory. Images are signed by
   * the profile. Returns the variables that name the proxy.
   */
  static async start(
    directory: string,
    profile: SigningProfile,
  ): Promise<{
    readonly registry: ImageRegistry;
    readonly environment: Readonly<Record<string, string>>;
    readonly rootCertificate: string;
  }> {
    const [authority, chain] = await Promise.all([createTlsAuthority(), createSigningChain()]);
    const registry = new ImageRegistry(chain, profile, createTlsTerminator(authority));
    const files = { authority: join(directory, 'authority.pem'), root: join(directory, 'signer-root.pem') };
    writeFileSync(files.authority, toCertificatePem(authority));
    writeFileSync(files.root, toCertificatePem(chain.root));
    const proxy = await registry.gateway.start();
    const environment = toProcessEnvironment({ proxy, authority: files.authority, region: profile.region });
    return { registry, environment, rootCertificate: files.root };
  }

  /** Adds an image without signatures; its digest depends only on the text. */
  unsigned(text: string): Digest {
    return this.add(MEDIA_TYPES.manifest, { layers: [], annotations: { text } });
  }

  /** Adds an image with a signature of the profile that differs in these claims. */
  signed(text: string, claims: Partial<CraftedEnvelope> = {}): Digest {
    const digest = this.unsigned(text);
    this.sign(digest, claims);
    return digest;
  }

  /** Adds an image whose manifest is this text. */
  manifest(text: string): Digest {
    const bytes = Buffer.from(text);
    const digest = toDescriptor(MEDIA_TYPES.manifest, bytes).digest as Digest;
    this.manifests.set(digest, { mediaType: MEDIA_TYPES.manifest, bytes });
    return digest;
  }

  /** Adds an image that the registry cannot deliver. */
  unavailable(text: string): Digest {
    const digest = this.unsigned(text);
    this.gateway.addFault({ path: new RegExp(digest), effect: { kind: 'status', status: 503 } });
    return digest;
  }

  /** Adds an index of these images. */
  index(...digests: readonly Digest[]): Digest {
    const platform = { os: 'linux', architecture: 'amd64' };
    return this.add(MEDIA_TYPES.index, {
      manifests: digests.map((digest) => ({ mediaType: MEDIA_TYPES.manifest, digest, size: 100, platform })),
    });
  }

  /** Makes every repository's tag name that image; undefined removes the tag. */
  tag(tag: string, digest: Digest | undefined): void {
    if (digest === undefined) this.tags.delete(tag);
    else this.tags.set(tag, digest);
  }

  /** Adds a signature to an image; without claims, as AWS Signer makes it for the profile. */
  sign(image: Digest, claims: Partial<CraftedEnvelope> = {}): void {
    const { mediaType, bytes } = this.manifests.get(image) ?? { mediaType: '', bytes: Buffer.alloc(0) };
    const subject = toDescriptor(mediaType, bytes);
    const envelope = craftEnvelope({ target: subject, profile: this.profile, chain: this.chain, ...claims });
    const layer = toDescriptor(JWS_MEDIA_TYPE, envelope);
    this.blobs.set(layer.digest, envelope);
    const config = toDescriptor(MEDIA_TYPES.signature, Buffer.from('{}'));
    const digest = this.add(MEDIA_TYPES.manifest, { config, layers: [layer], subject });
    const size = this.manifests.get(digest)?.bytes.length ?? 0;
    const listed = { mediaType: MEDIA_TYPES.manifest, digest, size, artifactType: MEDIA_TYPES.signature };
    this.referrers.set(image, [...(this.referrers.get(image) ?? []), listed]);
  }

  private add(mediaType: string, content: object): Digest {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...content }));
    const digest = toDescriptor(mediaType, bytes).digest as Digest;
    this.manifests.set(digest, { mediaType, bytes });
    return digest;
  }

  private handle(request: HttpRequest): HttpResponse {
    const isEcr = toDestination(request.host, []).kind === 'ecr';
    const refused = isEcr ? refuseAsEcr(request, new Set([ECR_PASSWORD])) : undefined;
    return refused ?? this.read(ROUTE.exec(request.path)?.groups ?? {});
  }

  private read({ part, name = '' }: Readonly<Record<string, string | undefined>>): HttpResponse {
    if (part === 'manifests') return toResponse(this.manifests.get(this.tags.get(name) ?? name));
    if (part === 'blobs') {
      const bytes = this.blobs.get(name);
      return toResponse(bytes && { mediaType: 'application/octet-stream', bytes });
    }
    if (part !== 'referrers') return notFound;
    const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: this.referrers.get(name) ?? [] };
    return jsonResponse(200, index, { 'content-type': MEDIA_TYPES.index });
  }
}

const toResponse = (content: Content | undefined): HttpResponse =>
  content === undefined
    ? notFound
    : { status: 200, headers: { 'content-type': content.mediaType }, body: content.bytes };

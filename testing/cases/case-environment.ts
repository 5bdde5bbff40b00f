import type { FaultEffect } from '../gateway/fault';
import { type Descriptor, MEDIA_TYPES } from '../registry/descriptor';
import type { PushedImage } from '../registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../signer/craft-envelope';
import { JWS_MEDIA_TYPE } from '../signer/envelope';
import type { SigningProfile } from '../signer/signing-profile';
import type { EmulatedEnvironment } from '../environment/emulated-environment';
import { pushBlob, pushManifest } from './push-content';

/** The account and the registry host of all cases. */
export const ACCOUNT = '111122223333';
export const HOST = `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com`;

/** A registry outside ECR, which the environment must have among its public registries. */
export const PUBLIC_HOST = 'quay.io';

/** A signature manifest. Default of omitted fields: as notation would write them. */
export interface CraftedManifest {
  readonly layers?: readonly object[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly mediaType?: string;
}

/** What one case is set up in: a repository of its own in an emulated environment, and one trusted profile. */
export class CaseEnvironment {
  /** The profile that the policy trusts. */
  readonly profile: SigningProfile;
  readonly repository: string;
  private image: Promise<PushedImage> | undefined;

  constructor(
    readonly emulated: EmulatedEnvironment,
    readonly name: string,
    validity: SigningProfile['validity'] = 'unlimited',
  ) {
    this.repository = `${HOST}/${name}`;
    this.profile = emulated.signer.addProfile({ account: ACCOUNT, name: name.replaceAll('-', '_'), validity });
  }

  /** Pushes the case's image, unsigned. */
  push(): Promise<PushedImage> {
    return (this.image ??= this.emulated.registry.pushImage({ repository: this.repository, seed: this.name }));
  }

  /** Pushes the image and adds a genuine signature, by the trusted profile by default. */
  async signed(signer: SigningProfile = this.profile): Promise<PushedImage> {
    const image = await this.push();
    await this.emulated.sign(image.reference, signer.arn);
    return image;
  }

  /** Pushes an image to the public registry and adds a good signature. */
  async publiclySigned(): Promise<PushedImage> {
    const repository = `${PUBLIC_HOST}/${this.name}`;
    const image = await this.emulated.registry.pushImage({ repository, seed: this.name });
    const envelope = await this.envelope({ target: image.descriptor });
    await this.emulated.registry.attachSignature(image, { kind: 'envelope', envelope });
    return image;
  }

  /** Adds a profile that the policy doesn't trust. */
  stranger(account = '444455556666'): SigningProfile {
    return this.emulated.signer.addProfile({ account, name: `${this.profile.name}_other` });
  }

  /** An envelope that differs from AWS Signer's in these claims. */
  async envelope(claims: Partial<CraftedEnvelope> = {}): Promise<Buffer> {
    const { descriptor } = await this.push();
    return craftEnvelope({ target: descriptor, profile: this.profile, chain: this.emulated.signer.chain, ...claims });
  }

  /** Pushes the image and adds one crafted signature for each element. */
  async crafted(...signatures: readonly Partial<CraftedEnvelope>[]): Promise<PushedImage> {
    const image = await this.push();
    for (const claims of signatures) {
      const envelope = await this.envelope(claims);
      await this.emulated.registry.attachSignature(image, { kind: 'envelope', envelope });
    }
    return image;
  }

  /** Pushes the layer of a valid signature. */
  async layer(): Promise<Descriptor> {
    return pushBlob(this.emulated, {
      repository: this.repository,
      mediaType: JWS_MEDIA_TYPE,
      bytes: await this.envelope(),
    });
  }

  /** Pushes the image and adds a handmade signature manifest; returns the manifest's descriptor. */
  async handmade(manifest: CraftedManifest): Promise<Descriptor> {
    const { descriptor: subject } = await this.push();
    const { mediaType = MEDIA_TYPES.manifest, layers = [await this.layer()], annotations } = manifest;
    const config = { mediaType: MEDIA_TYPES.signature, digest: `sha256:${'4'.repeat(64)}`, size: 2 };
    const content = { schemaVersion: 2, mediaType, artifactType: MEDIA_TYPES.signature, config, layers, subject };
    const bytes = Buffer.from(JSON.stringify({ ...content, annotations }));
    return pushManifest(this.emulated, { repository: this.repository, mediaType, bytes });
  }

  /** Pushes the image and a handmade tag schema index of its signatures, and switches the referrers API off. */
  async tagSchema(bytes: Buffer | string): Promise<PushedImage> {
    const image = await this.push();
    this.emulated.registry.setReferrersApi('absent');
    await this.emulated.registry.writeTagSchemaIndex(image, Buffer.from(bytes));
    return image;
  }

  /** Does the same with an index of these entries. */
  listed(...entries: readonly object[]): Promise<PushedImage> {
    const manifests = entries.map((entry) => ({ artifactType: MEDIA_TYPES.signature, ...entry }));
    return this.tagSchema(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }));
  }

  /** Injects a registry fault into all requests, or into those with a matching path. */
  registryFails(effect: FaultEffect, path?: RegExp): void {
    this.emulated.gateway.addFault({ host: HOST, effect, ...(path && { path }) });
  }

  /** Injects an AWS Signer fault into all requests, or into the first `times`. */
  signerFails(effect: FaultEffect, times?: number): void {
    this.emulated.gateway.addFault({ host: /signer/, effect, ...(times !== undefined && { times }) });
  }
}

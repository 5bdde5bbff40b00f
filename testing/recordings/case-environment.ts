import type { FaultEffect } from '../gateway/fault';
import { type Descriptor, MEDIA_TYPES } from '../registry/descriptor';
import type { PushedImage } from '../registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../signer/craft-envelope';
import { JWS_MEDIA_TYPE } from '../signer/envelope';
import type { SigningProfile } from '../signer/signing-profile';
import type { EmulatedEnvironment } from '../environment/emulated-environment';
import { pushBlob, pushManifest } from './push-content';

/** The account, and the host of its registry, that recordings speak of. */
export const ACCOUNT = '111122223333';
export const HOST = `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com`;

/** What a signature manifest is made of; what is left out is as notation would have it. */
export interface CraftedManifest {
  readonly layers?: readonly object[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly mediaType?: string;
}

/** One repository of the world with one trusted profile: where a take is set up. */
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

  /** The image of this stage; nobody signed it yet. */
  push(): Promise<PushedImage> {
    return (this.image ??= this.emulated.registry.pushImage({ repository: this.repository, seed: this.name }));
  }

  /** The image with as many genuine signatures; default: one, by the trusted profile. */
  async signed(signer: SigningProfile = this.profile): Promise<PushedImage> {
    const image = await this.push();
    await this.emulated.sign(image.reference, signer.arn);
    return image;
  }

  /** A profile that the policy does not name. */
  stranger(account = '444455556666'): SigningProfile {
    return this.emulated.signer.addProfile({ account, name: `${this.profile.name}_other` });
  }

  /** An envelope that differs from AWS Signer's in what is claimed. */
  async envelope(claims: Partial<CraftedEnvelope> = {}): Promise<Buffer> {
    const { descriptor } = await this.push();
    return craftEnvelope({ target: descriptor, profile: this.profile, chain: this.emulated.signer.chain, ...claims });
  }

  /** The image with one more signature for each of the claims. */
  async crafted(...signatures: readonly Partial<CraftedEnvelope>[]): Promise<PushedImage> {
    const image = await this.push();
    for (const claims of signatures) {
      const envelope = await this.envelope(claims);
      await this.emulated.registry.attachSignature(image, { kind: 'envelope', envelope });
    }
    return image;
  }

  /** The layer of a good signature, pushed. */
  async layer(): Promise<Descriptor> {
    return pushBlob(this.emulated, {
      repository: this.repository,
      mediaType: JWS_MEDIA_TYPE,
      bytes: await this.envelope(),
    });
  }

  /** The image with one more signature manifest, written by hand. */
  async handmade(manifest: CraftedManifest): Promise<Descriptor> {
    const { descriptor: subject } = await this.push();
    const { mediaType = MEDIA_TYPES.manifest, layers = [await this.layer()], annotations } = manifest;
    const config = { mediaType: MEDIA_TYPES.signature, digest: `sha256:${'4'.repeat(64)}`, size: 2 };
    const kept = { schemaVersion: 2, mediaType, artifactType: MEDIA_TYPES.signature, config, layers, subject };
    const bytes = Buffer.from(JSON.stringify({ ...kept, annotations }));
    return pushManifest(this.emulated, { repository: this.repository, mediaType, bytes });
  }

  /** The image with an index of its signatures by the tag schema, written by hand, and no referrers API to ask instead. */
  async tagSchema(bytes: Buffer | string): Promise<PushedImage> {
    const image = await this.push();
    this.emulated.registry.setReferrersApi('absent');
    await this.emulated.registry.writeTagSchemaIndex(image, Buffer.from(bytes));
    return image;
  }

  /** The same, with an index of these entries. */
  listed(...entries: readonly object[]): Promise<PushedImage> {
    const manifests = entries.map((entry) => ({ artifactType: MEDIA_TYPES.signature, ...entry }));
    return this.tagSchema(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }));
  }

  /** Plays a fault of the registry for all requests, or those to such a path. */
  registryFails(effect: FaultEffect, path?: RegExp): void {
    this.emulated.gateway.addFault({ host: HOST, effect, ...(path && { path }) });
  }

  /** Plays a fault of AWS Signer for all requests, or for that many. */
  signerFails(effect: FaultEffect, times?: number): void {
    this.emulated.gateway.addFault({ host: /signer/, effect, ...(times !== undefined && { times }) });
  }
}

import type { FaultEffect } from '../testing/gateway/fault';
import type { PushedImage } from '../testing/registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../testing/signer/craft-envelope';
import type { SigningJob } from '../testing/signer/signer-ledger';
import type { SigningProfile } from '../testing/signer/signing-profile';
import { ECR_HOST } from './demo-account';
import type { DemoProfiles } from './demo-profiles';
import type { DemoEnvironment } from './demo-environment';

interface Place {
  readonly repository?: string;
  readonly tag?: string;
}

interface SignedBy {
  readonly profile?: SigningProfile;
}

/** What a scene can put into the world; each scene has repositories and faults of its own, so that many can be played at once. */
export class SceneBuilder {
  constructor(
    private readonly world: DemoEnvironment['world'],
    readonly profiles: DemoProfiles,
    private readonly scene: string,
  ) {}

  /** A repository that the demo's policy covers, and no other scene uses. */
  repository(part?: string): string {
    return `${ECR_HOST}/demo/${this.scene}${part === undefined ? '' : `/${part}`}`;
  }

  /** Pushes an image that nobody signed; another content gives another digest. */
  push(content = 'app', { repository = this.repository(), tag }: Place = {}): Promise<PushedImage> {
    // Signing jobs are found by digest, so no two scenes may have one in common.
    const seed = `${this.scene}: ${content}`;
    return this.world.registry.pushImage({ repository, seed, ...(tag === undefined ? {} : { tag }) });
  }

  /** Pushes an image and has real notation sign it. Default: with the profile for releases. */
  async pushSigned(content?: string, { profile, ...place }: Place & SignedBy = {}): Promise<PushedImage> {
    const image = await this.push(content, place);
    await this.sign(image, profile);
    return image;
  }

  /** Pushes an index of images, one for each platform. */
  pushIndex(images: Readonly<Record<string, PushedImage>>, tag: string): Promise<PushedImage> {
    const platforms = Object.entries(images).map(([platform, image]) => ({ platform, image }));
    return this.world.registry.pushIndex({ repository: this.repository(), tag, platforms });
  }

  /** Has real notation sign an image. */
  sign(image: PushedImage, profile: SigningProfile = this.profiles.release): Promise<SigningJob> {
    return this.world.sign(image.reference, profile.arn);
  }

  /** Attaches an envelope to an image. */
  async attach(image: PushedImage, envelope: Buffer): Promise<void> {
    await this.world.registry.attachSignature(image, { kind: 'envelope', envelope });
  }

  /** Attaches a signature that is AWS Signer's but for what is claimed. */
  attachCrafted(image: PushedImage, claims: Partial<CraftedEnvelope>): Promise<void> {
    const genuine = { target: image.descriptor, profile: this.profiles.release, chain: this.world.signer.chain };
    return this.attach(image, craftEnvelope({ ...genuine, ...claims }));
  }

  /** Makes a tag name another image. */
  moveTag(image: PushedImage, tag: string): Promise<void> {
    return this.world.registry.moveTag(image, tag);
  }

  /** Revokes the signature of a job. */
  revoke({ arn }: SigningJob): void {
    this.world.signer.revokeJob(arn);
  }

  /** From now on the registry does that to whoever asks for a repository. */
  disturbRegistry(repository: string, effect: FaultEffect): void {
    const [host, ...path] = repository.split('/');
    this.world.gateway.addFault({ ...(host && { host }), path: new RegExp(`^/v2/${path.join('/')}/`), effect });
  }

  /** From now on AWS Signer does that to whoever asks whether the signature of a job is revoked. */
  disturbSigner({ id }: SigningJob, effect: FaultEffect): void {
    this.world.gateway.addFault({ path: new RegExp(`^/revocations\\?.*${id}`), effect });
  }
}

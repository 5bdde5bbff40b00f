import { randomBytes } from 'node:crypto';
import { toGrantItem } from '../contracts/break-glass/grant-item';
import type { FaultEffect } from '../testing/gateway/fault';
import type { InjectedFault } from '../testing/gateway/fault-list';
import type { PushedImage } from '../testing/registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../testing/signer/craft-envelope';
import type { SigningJob } from '../testing/signer/signer-ledger';
import type { SigningProfile } from '../testing/signer/signing-profile';
import { ACCOUNT, clusterArn, ECR_HOST, PUBLIC_HOST } from './demo-account';
import { type DemoEnvironment, GRANT_TABLE } from './demo-environment';
import type { DemoProfiles } from './demo-profiles';
import type { CanaryImages } from './demo-canaries';
import type { TaskStateChange } from './scene';
import { SceneService } from './scene-service';
import { type RunningService, startService } from './start-service';
import { type TaskDescription, toEcsTask } from './task-description';

interface Place {
  readonly repository?: string;
  readonly tag?: string;
}

interface SignedBy {
  readonly profile?: SigningProfile;
}

/** An item of strings and numbers in the wire format of DynamoDB. */
const toWire = (item: object): object =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: String(value) },
    ]),
  );

/** Prepares the environment for one scene. Each scene has repositories and faults of its own, so scenes can run in parallel. */
export class SceneBuilder {
  /** A service that no other scene uses. */
  readonly service: SceneService;

  constructor(
    private readonly environment: DemoEnvironment,
    readonly profiles: DemoProfiles,
    private readonly scene: string,
  ) {
    this.service = new SceneService(environment.aws, scene);
  }

  /** A repository that the demo's policy covers and no other scene uses. */
  repository(part?: string): string {
    return `${ECR_HOST}/demo/${this.scene}${part === undefined ? '' : `/${part}`}`;
  }

  /** A repository in a public registry that the demo's policy covers and no other scene uses. */
  publicRepository(): string {
    return `${PUBLIC_HOST}/demo/${this.scene}`;
  }

  /** Pushes an unsigned image; different content gives it a different digest. */
  push(content = 'app', { repository = this.repository(), tag }: Place = {}): Promise<PushedImage> {
    // Signing jobs are looked up by digest, so no two scenes may share a digest.
    const seed = `${this.scene}: ${content}`;
    return this.environment.registry.pushImage({ repository, seed, ...(tag === undefined ? {} : { tag }) });
  }

  /** Pushes an image and signs it with real notation. Default: with the release profile. */
  async pushSigned(content?: string, { profile, ...place }: Place & SignedBy = {}): Promise<PushedImage> {
    const image = await this.push(content, place);
    await this.sign(image, profile);
    return image;
  }

  /** Pushes an image index with one image for each platform. */
  pushIndex(
    images: Readonly<Record<string, PushedImage>>,
    tag: string,
    repository = this.repository(),
  ): Promise<PushedImage> {
    const platforms = Object.entries(images).map(([platform, image]) => ({ platform, image }));
    return this.environment.registry.pushIndex({ repository, tag, platforms });
  }

  /** Deletes an image from its registry. */
  remove({ repository, digest }: PushedImage): Promise<void> {
    return this.environment.registry.deleteManifest(repository, digest);
  }

  /** Signs an image with real notation. Default: with the release profile. */
  sign(image: PushedImage, profile: SigningProfile = this.profiles.release): Promise<SigningJob> {
    return this.environment.sign(image.reference, profile.arn);
  }

  /** Attaches a signature envelope to an image. */
  async attach(image: PushedImage, envelope: Buffer): Promise<void> {
    await this.environment.registry.attachSignature(image, { kind: 'envelope', envelope });
  }

  /** Attaches a signature that differs from one of AWS Signer only in the given claims. */
  attachCrafted(image: PushedImage, claims: Partial<CraftedEnvelope>): Promise<void> {
    const genuine = { target: image.descriptor, profile: this.profiles.release, chain: this.environment.signer.chain };
    return this.attach(image, craftEnvelope({ ...genuine, ...claims }));
  }

  /** Grants an image for some seconds from now, as `image-trust break-glass grant` does. */
  grant(
    { reference }: PushedImage,
    { cluster, seconds }: { readonly cluster: string; readonly seconds: number },
  ): void {
    const now = Date.now();
    const item = toGrantItem({
      id: randomBytes(6).toString('hex'),
      clusterArn: clusterArn(cluster),
      subject: { kind: 'image', image: reference },
      reason: 'the shop is down, and the fix could not be signed',
      grantedBy: `arn:aws:sts::${ACCOUNT}:assumed-role/on-call/alice`,
      grantedAt: now,
      until: now + seconds * 1_000,
      revokedAt: null,
    });
    this.environment.aws.putItem(GRANT_TABLE, toWire(item));
  }

  /** Starts a service; returns the events of its tasks. */
  startService(service: RunningService): readonly TaskStateChange[] {
    return startService(this.environment.aws, service);
  }

  /** Switches Security Hub off. */
  disableSecurityHub(): void {
    this.environment.aws.securityHub.disable();
  }

  /**
   * The canary images of this scene.
   * @throws Error when it has none.
   */
  get canaries(): CanaryImages {
    const { canaries } = this.environment;
    if (canaries === undefined) throw new Error(`expected canary images in the scene ${this.scene}, found none`);
    return canaries;
  }

  /** Lets a task end. */
  end(task: TaskDescription): void {
    this.environment.aws.putTask(toEcsTask({ ...task, lastStatus: 'STOPPED' }));
  }

  /** Revokes the signature of a signing job. */
  revoke({ arn }: SigningJob): void {
    this.environment.signer.revokeJob(arn);
  }

  /** Makes AWS Signer forget that the signature of a signing job was revoked. */
  forgetRevocation({ arn }: SigningJob): void {
    this.environment.signer.forgetRevocation(arn);
  }

  /** Adds a fault to every request for a repository. */
  addRegistryFault(repository: string, effect: FaultEffect): InjectedFault {
    const [host, ...path] = repository.split('/');
    return this.environment.gateway.addFault({
      ...(host && { host }),
      path: new RegExp(`^/v2/${path.join('/')}/`),
      effect,
    });
  }

  /** Adds a fault to every revocation check of a job's signature at AWS Signer. */
  addSignerFault({ id }: SigningJob, effect: FaultEffect): void {
    this.environment.gateway.addFault({ path: new RegExp(`^/revocations\\?.*${id}`), effect });
  }
}

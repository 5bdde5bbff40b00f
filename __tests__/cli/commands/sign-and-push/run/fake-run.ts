import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Builder, RemoteManifest } from '../../../../../adapters/builders/builder';
import { planImages, type WantedImage } from '../../../../../cli/commands/sign-and-push/plan';
import { runPlan, type ImageResult } from '../../../../../cli/commands/sign-and-push/run/run-plan';
import type { Signer } from '../../../../../cli/shared/signing/signer';
import { untrusted, type Digest, type Verdict } from '../../../../../verification';
import { digestOf, SIGNER } from '../images/sources';

/** The profile that is not trusted. */
export const FOREIGN: Signer = {
  profileArn: `${SIGNER.profileArn}_canary`,
  profileVersionArn: `${SIGNER.profileArn}_canary/b1B2c3D4e5`,
};

/** What every fake build gives. */
export const BUILT = digestOf('b');

/** A manifest that is no index. */
export const single = (digest: Digest): RemoteManifest => ({ digest, mediaType: 'm', bytes: 10, platforms: undefined });

const SILENT = { say: () => undefined, step: <T>({ work }: { readonly work: () => Promise<T> }) => work() };

const rejected = (message: string) => () => Promise.reject(new Error(message));

/** The tag that an image is pushed to. */
export const destination = (image: WantedImage): string =>
  planImages([image], { images: {} }, SIGNER)[0]?.destination ?? '';

/** A registry, a builder and a signer that run plans without programs. */
export class FakeRun {
  /** What was built, pushed, copied and signed. */
  readonly calls: string[] = [];
  /** The digests that the current version of the profile signed. */
  readonly signed = new Set<string>();
  /** The digests that an earlier version of the profile signed. */
  readonly signedBefore = new Set<string>();
  /** The digests that the profile which is not trusted signed. */
  readonly signedForeign = new Set<string>();
  /** The digests whose signature was revoked. */
  readonly revoked = new Set<string>();
  /** The signer of this run; locked images are signed by {@link SIGNER}. */
  signer = SIGNER;
  private readonly registry = new Map<string, RemoteManifest>();
  private readonly scratch = mkdtempSync(join(tmpdir(), 'scratch-'));

  private readonly builder: Builder = {
    name: 'buildah',
    build: async ({ context, dockerfile }) => {
      this.calls.push(`build ${existsSync(join(context, dockerfile)) ? 'with' : 'without'} its files`);
      return { location: 'here', digest: BUILT, bytes: 10 };
    },
    exportStage: rejected('no stage is exported here'),
    push: async (_image, to) => {
      this.calls.push('push');
      return this.put(to, single(BUILT));
    },
    copy: async (source, to) => {
      this.calls.push(`copy ${source}`);
      return this.put(to, single(digestOf('c')));
    },
    inspect: async (reference) => this.registry.get(reference),
  };

  /** Puts a manifest into the registry. */
  put(to: string, manifest: RemoteManifest): Digest {
    this.registry.set(to, manifest).set(`${to.split(':')[0] ?? ''}@${manifest.digest}`, manifest);
    return manifest.digest;
  }

  /** Runs an image's plan; `known` is the digest that the lock names. */
  run(image: WantedImage, overrides: Partial<Builder> = {}, known?: Digest): Promise<ImageResult> {
    const signers = { ...SIGNER, foreign: FOREIGN };
    const [bare] = planImages([image], { images: {} }, signers);
    if (bare?.inputs === undefined || bare.tag === undefined) throw new Error('expected a plan with inputs');
    const { inputs, tag } = bare;
    const { repository, name } = image;
    const entry = { repository, tag, inputs, digest: known ?? '', profileVersionArn: SIGNER.profileVersionArn };
    const [plan = bare] = planImages([image], { images: known === undefined ? {} : { [name]: entry } }, signers);
    const verdictBy =
      (digests: ReadonlySet<string>) =>
      async ({ digest }: { readonly digest: Digest }): Promise<Verdict> =>
        this.revoked.has(digest)
          ? untrusted('revoked', '')
          : digests.has(digest)
            ? { kind: 'trusted', policy: 'p', signatures: [], detail: '' }
            : untrusted('unsigned', '');
    return runPlan(plan, {
      builder: { ...this.builder, ...overrides },
      signer: this.signer,
      scratch: this.scratch,
      progress: SILENT,
      sign: async ({ digest }) => {
        this.calls.push('sign');
        this.signed.add(digest);
      },
      verify: verdictBy(this.signed),
      verifyByProfile: verdictBy(this.signedBefore),
      canary: {
        foreign: {
          signer: FOREIGN,
          sign: async ({ digest }) => {
            this.calls.push('sign foreign');
            this.signedForeign.add(digest);
          },
          verify: verdictBy(this.signedForeign),
        },
        revoke: rejected('nothing is revoked here'),
      },
      attach: rejected('no SBOM is attached here'),
    });
  }

  /** Removes its files. */
  remove(): void {
    rmSync(this.scratch, { recursive: true });
  }
}

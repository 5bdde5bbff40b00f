import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { FUNCTIONS } from '../../contracts/functions/functions';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
import { parseLock, type LockedImage } from '../../contracts/lock/lock';
import { filesOf } from '../support/image/image-files';
import { verifyWithNotation } from '../support/notation/verify-with-notation';
import { commitBases } from '../support/image/stand-in-bases';
import { HOST, startPushWorld, type PushWorld } from './sign-and-push-environment';

const REPOSITORY = `${HOST}/dev-image-trust`;

interface SbomManifest {
  readonly layers: readonly [{ readonly digest: string }];
}

interface SbomComponent {
  readonly type: string;
  readonly name: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly content: string }[];
}

const componentsOf = (text: string): readonly SbomComponent[] =>
  (JSON.parse(text) as { readonly components: readonly SbomComponent[] }).components;

jest.setTimeout(600_000);

describe('image-trust sign-and-push builds the verifier’s image', () => {
  let push: PushWorld;
  let bases: Readonly<Record<string, string>>;

  const verifier = (changed: Readonly<Record<string, string>> = {}) => {
    const pairs = Object.entries({ ...bases, ...changed }).flatMap(([name, value]) => [
      '--build-arg',
      `${name}=${value}`,
    ]);
    return push.imageTrust('sign-and-push', '--builder', 'buildah', '--image', 'verifier', ...pairs);
  };

  const locked = (): LockedImage | undefined =>
    parseLock(push.readLock() ?? '', 'deployments/dev.lock.json').images['verifier'];

  const manifestOf = async ({ digest = '' }: Partial<LockedImage> = {}) => {
    const manifest = await push.world.registry.getManifest(REPOSITORY, digest);
    return (
      manifest && { ...manifest, content: JSON.parse(manifest.bytes.toString()) as { layers?: readonly object[] } }
    );
  };

  beforeAll(async () => {
    push = await startPushWorld('public.ecr.aws/team/app:latest');
    push.world.registry.makeTagsImmutable(REPOSITORY);
    bases = await commitBases(push.world, push.buildah);
  }, 600_000);

  afterAll(() => push.stop());

  it('compiles notation, checks the root certificate, pushes one manifest, signs it and locks it', async () => {
    const result = await verifier();
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout).toBe(`verifier  ${REPOSITORY}@${locked()?.digest ?? ''}  pushed, signed\n`);
    expect(result.stderr).toMatch(/\[1\/1\] verifier: built \d+\.\d MB \(\d+\.\d s\)/);
    await expect(manifestOf(locked())).resolves.toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
    });
    const reference = `${REPOSITORY}@${locked()?.digest ?? ''}`;
    await expect(
      verifyWithNotation(push.world, reference, { trusted: [push.profile().versionArn] }),
    ).resolves.toMatchObject({ ended: 0 });
  });

  it('puts a notation into it that runs', async () => {
    const { stdout: container } = await push.buildah('from', 'localhost/image-trust/verifier');
    const ran = await push.buildah('run', container.trim(), '--', '/opt/notation/notation', 'version');
    expect(ran.stdout).toMatch(/^Version:\s+v?1\.3\.2/m);
  });

  describe('attaches an SBOM, which', () => {
    let attached: { readonly text: string; readonly manifest: object };

    const readSbom = async () => {
      const manifest = (await manifestOf({ digest: locked()?.sbom ?? '' }))?.content as SbomManifest;
      const bytes = await push.world.registry.getBlob(REPOSITORY, manifest.layers[0].digest);
      return { manifest, text: bytes?.toString() ?? '' };
    };

    beforeAll(async () => {
      attached = await readSbom();
    });

    it('is a referrer of the image', () => {
      expect(attached.manifest).toMatchObject({
        artifactType: 'application/vnd.cyclonedx+json',
        subject: { digest: locked()?.digest },
      });
    });

    it('is signed as the image is', async () => {
      const reference = `${REPOSITORY}@${locked()?.sbom ?? ''}`;
      await expect(
        verifyWithNotation(push.world, reference, { trusted: [push.profile().versionArn] }),
      ).resolves.toMatchObject({ ended: 0 });
    });

    it('is valid CycloneDX', async () => {
      await expect(new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(attached.text)).resolves.toBeNull();
    });

    it('tells of the very files that are in the image', async () => {
      const files = await filesOf(push, 'localhost/image-trust/verifier');
      const told = componentsOf(attached.text).filter(({ type }) => type === 'application');
      expect(told.map(({ name }) => name)).toEqual([
        IMAGE_LAYOUT.notation,
        IMAGE_LAYOUT.plugin,
        ...FUNCTIONS.map(IMAGE_LAYOUT.bundle),
      ]);
      for (const { name, hashes } of told) expect(hashes?.[0]?.content).toBe(files.get(name)?.content);
    });

    it('tells of the modules of both programs and of the bundle’s packages', () => {
      const names = componentsOf(attached.text).map(({ purl }) => purl);
      expect(names).toContain('pkg:golang/github.com/notaryproject/notation@v1.3.2');
      for (const start of ['pkg:golang/github.com/aws/smithy-go@', 'pkg:npm/%40aws-sdk/client-ecs@'])
        expect(names.filter((purl) => purl?.startsWith(start))).toHaveLength(1);
    });
  });

  it('attaches it again, and builds the image once more for it, when somebody deleted it', async () => {
    const before = push.readLock();
    await push.world.registry.deleteManifest(REPOSITORY, locked()?.sbom ?? '');
    const result = await verifier();
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('unchanged, SBOM attached') as string });
    expect(push.readLock()).toBe(before);
  });

  it('does not even build the second time', async () => {
    const before = push.readLock();
    const result = await verifier();
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing to do') as string });
    expect(result.stderr).not.toContain('built');
    expect(push.readLock()).toBe(before);
  });

  it('gives the same inputs the same digest, so that a lost lock is found again', async () => {
    const before = push.readLock();
    push.removeLock();
    const result = await verifier();
    expect(result).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('1 signed before, 0 signed now') as string,
    });
    expect(push.readLock()).toBe(before);
  });

  it('gives changed inputs another tag', async () => {
    const before = locked();
    await push.buildah('tag', 'localhost/node-base:1', 'localhost/node-base:2');
    await expect(verifier({ NODE_BASE: 'localhost/node-base:2' })).resolves.toMatchObject({ status: 0 });
    expect(locked()?.inputs).not.toBe(before?.inputs);
    await expect(push.world.registry.getManifest(REPOSITORY, before?.tag ?? '')).resolves.toMatchObject({
      digest: before?.digest,
    });
  });

  it('refuses a root certificate with another fingerprint', async () => {
    const before = push.readLock();
    const result = await verifier({ ROOT_CERTIFICATE_SHA256: '0'.repeat(64) });
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toContain(`expected a certificate with SHA-256 fingerprint ${'0'.repeat(64)}`);
    expect(push.readLock()).toBe(before);
  });
});

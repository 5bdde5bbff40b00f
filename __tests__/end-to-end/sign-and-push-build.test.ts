import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { FUNCTIONS } from '../../contracts/functions/functions';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
import type { LockedImage } from '../../contracts/lock/lock';
import { filesOf } from '../support/image/image-files';
import { componentsOf } from '../support/image/sbom-components';
import { commitBases } from '../support/image/stand-in-bases';
import { buildArguments, HOST, startPushEnvironment, type PushEnvironment } from './sign-and-push-environment';

const REPOSITORY = `${HOST}/dev-image-trust`;

jest.setTimeout(600_000);

describe("image-trust sign-and-push builds the verifier's image", () => {
  let push: PushEnvironment;
  let bases: Readonly<Record<string, string>>;

  const verifier = (changed: Readonly<Record<string, string>> = {}, ...more: readonly string[]) => {
    const args = [...buildArguments({ ...bases, ...changed }), ...more];
    return push.imageTrust('sign-and-push', '--builder', 'buildah', '--image', 'verifier', ...args);
  };

  const locked = (): LockedImage | undefined => push.lockedImages()['verifier'];

  const manifestOf = async ({ digest = '' }: Partial<LockedImage> = {}) => {
    const manifest = await push.emulated.registry.getManifest(REPOSITORY, digest);
    return (
      manifest && { ...manifest, content: JSON.parse(manifest.bytes.toString()) as { layers?: readonly object[] } }
    );
  };

  beforeAll(async () => {
    push = await startPushEnvironment();
    push.emulated.registry.makeTagsImmutable(REPOSITORY);
    bases = await commitBases(push.emulated, push.buildah);
  }, 600_000);

  afterAll(() => push.stop());

  it('compiles notation, checks the root certificate, and pushes, signs and locks one manifest', async () => {
    const result = await verifier();
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout).toBe(`verifier  ${REPOSITORY}@${locked()?.digest ?? ''}  pushed, signed\n`);
    expect(result.stderr).toMatch(/\[1\/1\] verifier: built \d+\.\d MB \(\d+\.\d s\)/);
    await expect(manifestOf(locked())).resolves.toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
    });
    const reference = `${REPOSITORY}@${locked()?.digest ?? ''}`;
    await expect(push.verify(reference)).resolves.toMatchObject({ ended: 0 });
  });

  it('puts a notation that runs into the image', async () => {
    const { stdout: container } = await push.buildah('from', 'localhost/image-trust/verifier');
    const ran = await push.buildah('run', container.trim(), '--', '/opt/notation/notation', 'version');
    expect(ran.stdout).toMatch(/^Version:\s+v?1\.3\.2/m);
  });

  describe('attaches an SBOM that', () => {
    let attached: { readonly text: string; readonly manifest: object };

    const readSbom = async () => {
      const { content } = (await manifestOf({ digest: locked()?.sbom ?? '' })) ?? {};
      const manifest = content as { readonly layers: readonly [{ readonly digest: string }] };
      const bytes = await push.emulated.registry.getBlob(REPOSITORY, manifest.layers[0].digest);
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

    it('is signed like the image', async () => {
      const reference = `${REPOSITORY}@${locked()?.sbom ?? ''}`;
      await expect(push.verify(reference)).resolves.toMatchObject({ ended: 0 });
    });

    it('is valid CycloneDX', async () => {
      await expect(new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(attached.text)).resolves.toBeNull();
    });

    it('lists the files in the image with their hashes', async () => {
      const files = await filesOf(push, 'localhost/image-trust/verifier');
      const listed = componentsOf(attached.text).filter(({ type }) => type === 'application');
      expect(listed.map(({ name }) => name)).toEqual([
        IMAGE_LAYOUT.notation,
        IMAGE_LAYOUT.plugin,
        ...[...FUNCTIONS].sort().map(IMAGE_LAYOUT.bundle),
      ]);
      for (const { name, hashes } of listed) expect(hashes?.[0]?.content).toBe(files.get(name)?.content);
    });

    it("lists the modules of both programs and the bundle's packages", () => {
      const names = componentsOf(attached.text).map(({ purl }) => purl);
      expect(names).toContain('pkg:golang/github.com/notaryproject/notation@v1.3.2');
      for (const start of ['pkg:golang/github.com/aws/smithy-go@', 'pkg:npm/%40aws-sdk/client-ecs@'])
        expect(names.filter((purl) => purl?.startsWith(start))).toHaveLength(1);
    });
  });

  it('locks the digests of the images that it was built from', () => {
    expect(Object.keys(locked()?.bases ?? {})).toEqual(
      [bases['GO_BASE'], bases['NODE_BASE'], bases['PLUGIN_IMAGE']].sort(),
    );
  });

  it("replaces a stranger's SBOM in an edited lock, and never signs it", async () => {
    const before = push.readLock() ?? '';
    const digest = locked()?.sbom ?? '';
    const { bytes, mediaType } = (await manifestOf({ digest })) ?? { bytes: Buffer.of(), mediaType: '' };
    const changed = { mediaType, bytes: Buffer.concat([bytes, Buffer.from(' ')]) };
    const stranger = await push.emulated.registry.pushBytes(REPOSITORY, changed);
    push.writeLock(before.replace(digest, stranger));
    await expect(verifier()).resolves.toMatchObject({ status: 0 });
    expect(push.readLock()).toBe(before);
    await expect(push.verify(`${REPOSITORY}@${stranger}`)).resolves.not.toMatchObject({ ended: 0 });
  });

  it('refuses an edited lock that names another manifest as the SBOM', async () => {
    const before = push.readLock() ?? '';
    push.writeLock(before.replace(locked()?.sbom ?? '', locked()?.digest ?? ''));
    const result = await verifier();
    expect(result).toMatchObject({ status: 4, stderr: expect.stringContaining('someone changed the lock') as string });
    push.writeLock(before);
  });

  it('builds the image again to attach the SBOM again after it was deleted', async () => {
    const before = push.readLock();
    await push.emulated.registry.deleteManifest(REPOSITORY, locked()?.sbom ?? '');
    const result = await verifier();
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('unchanged, SBOM attached') as string });
    expect(push.readLock()).toBe(before);
  });

  it('does not build the second time', async () => {
    const before = push.readLock();
    const result = await verifier();
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing to do') as string });
    expect(result.stderr).not.toContain('built');
    expect(push.readLock()).toBe(before);
  });

  it('signs with a new version of the profile what the earlier version signed, without building it', async () => {
    push.renewProfile();
    const result = await verifier();
    expect(result).toMatchObject({ status: 0, stdout: expect.stringContaining('unchanged, signed again') as string });
    expect(result.stderr).not.toContain('built');
    for (const digest of [locked()?.digest, locked()?.sbom])
      await expect(push.verify(`${REPOSITORY}@${digest ?? ''}`)).resolves.toMatchObject({ ended: 0 });
  });

  it('builds the same digest from the same inputs, so a lost lock can be restored', async () => {
    const before = push.readLock();
    push.emptyLock();
    const result = await verifier();
    expect(result).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('1 signed before, 0 signed now') as string,
    });
    expect(push.readLock()).toBe(before);
  });

  it('pushes an image from changed inputs with another tag', async () => {
    const before = locked();
    await push.buildah('tag', 'localhost/node-base:1', 'localhost/node-base:2');
    await expect(verifier({ NODE_BASE: 'localhost/node-base:2' })).resolves.toMatchObject({ status: 0 });
    expect(locked()?.inputs).not.toBe(before?.inputs);
    await expect(push.emulated.registry.getManifest(REPOSITORY, before?.tag ?? '')).resolves.toMatchObject({
      digest: before?.digest,
    });
  });

  it('builds from the locked base images although their tags moved, until --update-bases is given', async () => {
    await expect(verifier()).resolves.toMatchObject({ status: 0 });
    const before = locked();
    const node = bases['NODE_BASE'] ?? '';
    const container = (await push.buildah('from', node)).stdout.trim();
    await push.buildah('config', '--label=moved=1', container);
    await push.buildah('commit', '--quiet', '--rm', container, node);
    await expect(verifier()).resolves.toMatchObject({ stderr: expect.stringContaining('nothing to do') as string });
    const moved = await verifier({}, '--update-bases');
    const line = `base ${node}: ${before?.bases?.[node] ?? ''} → sha256:`;
    expect(moved).toMatchObject({ status: 0, stderr: expect.stringContaining(line) as string });
    expect(locked()?.digest).not.toBe(before?.digest);
  });

  it('rejects a root certificate with another fingerprint', async () => {
    const before = push.readLock();
    const result = await verifier({ ROOT_CERTIFICATE_SHA256: '0'.repeat(64) });
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toContain(`expected a certificate with SHA-256 fingerprint ${'0'.repeat(64)}`);
    expect(push.readLock()).toBe(before);
  });
});

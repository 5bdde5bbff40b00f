import { spawnSync } from 'node:child_process';
import { runProcess } from '../../adapters/process';
import { BUILDER_NAMES, type BuilderName } from '../../adapters/builders/builder';
import { builderEnvironment } from '../../adapters/builders/builder-environment';
import { findBuilder } from '../../adapters/builders/find-builder';
import { commitBases } from '../support/image/stand-in-bases';
import { buildArguments, HOST, startPushEnvironment, type PushEnvironment } from './sign-and-push-environment';

const succeeds = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, [...args], { stdio: 'ignore' }).status === 0;

/** Which builders work on this machine. */
const INSTALLED: Readonly<Record<BuilderName, boolean>> = {
  docker: succeeds('docker', 'info') && succeeds('docker', 'buildx', 'version'),
  podman: succeeds('podman', 'info'),
  buildah: succeeds('buildah', 'info'),
};

jest.setTimeout(600_000);

describe('image-trust sign-and-push with the builders of this machine', () => {
  let push: PushEnvironment;

  const expectSigned = (reference: string): Promise<void> =>
    expect(push.verify(reference)).resolves.toMatchObject({ ended: 0 });

  beforeAll(async () => {
    push = await startPushEnvironment();
  }, 180_000);

  afterAll(() => push.stop());

  it.each(BUILDER_NAMES)('finds %s only if it works', async (name) => {
    const found = findBuilder({ run: runProcess, environment: builderEnvironment(process.env) }, name);
    await (INSTALLED[name]
      ? expect(found).resolves.toBe(name)
      : expect(found).rejects.toMatchObject({ code: 'missing' }));
  });

  // The other sign-and-push tests use buildah.
  for (const name of (['docker', 'podman'] as const).filter((each) => INSTALLED[each])) {
    it(`copies an index unchanged, signs it and locks it: ${name}`, async () => {
      const { index } = await push.publishSource(name);
      const image = 'sample-signed';
      const repository = `${HOST}/dev-sample/signed`;
      const result = await push.imageTrust('sign-and-push', '--builder', name, '--image', image);
      expect(result).toMatchObject({ status: 0, stdout: `${image}  ${repository}@${index.digest}  pushed, signed\n` });
      expect(push.lockedImages()[image]).toMatchObject({ digest: index.digest });
      await expectSigned(`${repository}@${index.digest}`);
    });
  }

  // docker's daemon cannot reach the emulated registry.
  for (const name of (['podman'] as const).filter((each) => INSTALLED[each])) {
    it(`builds the verifier's image as one manifest with an SBOM, and signs and locks both: ${name}`, async () => {
      const repository = `${HOST}/dev-image-trust`;
      const bases = buildArguments(await commitBases(push.emulated, push.buildah));
      const result = await push.imageTrust('sign-and-push', '--builder', name, '--image', 'verifier', ...bases);
      expect(result).toMatchObject({ status: 0 });
      const { digest = '', sbom = '' } = push.lockedImages()['verifier'] ?? {};
      expect(result.stdout).toBe(`verifier  ${repository}@${digest}  pushed, signed\n`);
      expect(result.stderr).toContain(`[1/1] verifier: built `);
      await expect(push.emulated.registry.getManifest(repository, digest)).resolves.toMatchObject({
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
      });
      for (const each of [digest, sbom]) await expectSigned(`${repository}@${each}`);
    });
  }
});

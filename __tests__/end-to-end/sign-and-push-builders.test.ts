import { spawnSync } from 'node:child_process';
import { runProcess } from '../../adapters/process';
import { BUILDER_NAMES, type BuilderName } from '../../adapters/builders/builder';
import { builderEnvironment } from '../../adapters/builders/builder-environment';
import { findBuilder } from '../../adapters/builders/find-builder';
import { parseLock, type LockedImage } from '../../contracts/lock/lock';
import type { PushedImage } from '../../testing/registry/image-publisher';
import { verifyWithNotation } from '../support/notation/verify-with-notation';
import { commitBases } from '../support/image/stand-in-bases';
import { HOST, startPushWorld, type PushWorld } from './sign-and-push-environment';

const SOURCE = 'public.ecr.aws/team/app';

const succeeds = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, [...args], { stdio: 'ignore' }).status === 0;

/** What is asked here in the simplest way that there is. */
const INSTALLED: Readonly<Record<BuilderName, boolean>> = {
  docker: succeeds('docker', 'info') && succeeds('docker', 'buildx', 'version'),
  podman: succeeds('podman', 'info'),
  buildah: succeeds('buildah', 'info'),
};

jest.setTimeout(600_000);

describe('image-trust sign-and-push with the builders of this machine', () => {
  let push: PushWorld;

  const locked = (name: string): LockedImage | undefined =>
    parseLock(push.readLock() ?? '', 'deployments/dev.lock.json').images[name];

  const isSigned = async (reference: string): Promise<void> => {
    const trusted = [push.profile().versionArn];
    await expect(verifyWithNotation(push.world, reference, { trusted })).resolves.toMatchObject({ ended: 0 });
  };

  const publish = async (seed: string): Promise<PushedImage> => {
    const { registry } = push.world;
    const platforms = await Promise.all(
      ['linux/amd64', 'linux/arm64'].map(async (platform) => ({
        image: await registry.pushImage({ repository: SOURCE, seed: `${seed} ${platform}` }),
        platform,
      })),
    );
    return registry.pushIndex({ repository: SOURCE, tag: 'latest', platforms });
  };

  beforeAll(async () => {
    push = await startPushWorld(`${SOURCE}:latest`);
  }, 180_000);

  afterAll(() => push.stop());

  it.each(BUILDER_NAMES)('finds %s where it works, and nowhere else', async (name) => {
    const found = findBuilder({ run: runProcess, environment: builderEnvironment(process.env) }, name);
    await (INSTALLED[name]
      ? expect(found).resolves.toBe(name)
      : expect(found).rejects.toMatchObject({ code: 'missing' }));
  });

  // buildah has test files of its own.
  for (const name of (['docker', 'podman'] as const).filter((each) => INSTALLED[each])) {
    it(`copies an index bit by bit, and signs and locks it: ${name}`, async () => {
      const index = await publish(name);
      const image = 'sample-signed';
      const repository = `${HOST}/dev-sample/signed`;
      const result = await push.imageTrust('sign-and-push', '--builder', name, '--image', image);
      expect(result).toMatchObject({ status: 0, stdout: `${image}  ${repository}@${index.digest}  pushed, signed\n` });
      expect(locked(image)).toMatchObject({ digest: index.digest });
      await isSigned(`${repository}@${index.digest}`);
    });
  }

  // docker's daemon would have to reach the world's registry, which it does not know.
  for (const name of (['podman'] as const).filter((each) => INSTALLED[each])) {
    it(`builds the verifier’s image as one manifest, with its SBOM, and signs and locks both: ${name}`, async () => {
      const repository = `${HOST}/dev-image-trust`;
      const bases = Object.entries(await commitBases(push.world, push.buildah)).flatMap(([key, value]) => [
        '--build-arg',
        `${key}=${value}`,
      ]);
      const result = await push.imageTrust('sign-and-push', '--builder', name, '--image', 'verifier', ...bases);
      expect(result).toMatchObject({ status: 0 });
      const { digest = '', sbom = '' } = locked('verifier') ?? {};
      expect(result.stdout).toBe(`verifier  ${repository}@${digest}  pushed, signed\n`);
      expect(result.stderr).toContain(`[1/1] verifier: built `);
      await expect(push.world.registry.getManifest(repository, digest)).resolves.toMatchObject({
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
      });
      for (const each of [digest, sbom]) await isSigned(`${repository}@${each}`);
    });
  }
});

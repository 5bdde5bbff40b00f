import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { containersBuilder } from '../../../adapters/builders/containers-builder';
import { LAUNCH_MEMORY_MEGABYTES } from '../../../contracts/functions/launch-limits';
import { runProcess } from '../../../adapters/process';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';
import { bundleFunctions, verifierRecipe } from '../../../cli/commands/sign-and-push/images/build-recipes';
import { stageContext } from '../../../cli/commands/sign-and-push/images/context-files';
import { storageFor } from './buildah-storage';
import { runCommand } from '../process/run-command';
import { commitBases, type RunBuildah } from './stand-in-bases';

/** The name of the verifier's image in buildah's storage. */
export const VERIFIER_IMAGE = 'localhost/image-trust/verifier';

/** Builds the verifier's image from stand-in base images. */
export interface VerifierImageBuilder {
  readonly buildah: RunBuildah;
  /** Buildah's environment, which names its storage. */
  readonly builderEnvironment: Readonly<Record<string, string>>;
  /** The build arguments that name the stand-in base images. */
  readonly bases: Readonly<Record<string, string>>;
  /**
   * Builds as sign-and-push does, with some build arguments changed; returns the directory of the image's OCI
   * layout.
   */
  readonly build: (changed?: Readonly<Record<string, string>>) => Promise<string>;
  /** Removes all images and containers from the storage. */
  readonly close: () => Promise<void>;
}

const platform = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';

/** Creates a builder with a storage in the environment's directory, and commits the stand-in base images to it. */
export const createVerifierImageBuilder = async (emulated: EmulatedEnvironment): Promise<VerifierImageBuilder> => {
  const directory = join(emulated.directory, 'verifier-image');
  mkdirSync(directory, { recursive: true });
  const environment = { PATH: process.env['PATH'] ?? '', HOME: directory, ...storageFor(directory) };
  const buildah: RunBuildah = (...args) => runCommand('buildah', args, { env: environment, cwd: directory });
  const bases = await commitBases(emulated, buildah);
  const build: VerifierImageBuilder['build'] = async (changed = {}) => {
    const given = { ...bases, ...changed };
    const settings = { partition: 'aws', platform, memoryMegabytes: LAUNCH_MEMORY_MEGABYTES, given } as const;
    const recipe = await verifierRecipe(await bundleFunctions(), settings);
    const scratch = join(directory, `build-${Math.random().toString(36).slice(2)}`);
    await stageContext(join(scratch, 'context'), recipe.files);
    const { dockerfile, arguments: args } = recipe;
    const image = {
      name: 'verifier',
      context: join(scratch, 'context'),
      dockerfile,
      arguments: args,
      platform,
    } as const;
    const { location } = await containersBuilder('buildah', {
      run: runProcess,
      environment,
      scratch,
      cleanUp: (work) => work(runProcess),
    }).build(image);
    return location.replace(/^oci:|:built$/g, '');
  };
  return {
    buildah,
    builderEnvironment: environment,
    bases,
    build,
    close: async () => {
      // Failed builds leave containers behind.
      await buildah('rm', '--all');
      await buildah('rmi', '--all', '--force');
    },
  };
};

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { toSigningProfile } from '../../../testing/signer/signing-profile';
import { ImageRegistry } from './image-registry';

type StartedRegistry = Awaited<ReturnType<typeof ImageRegistry.start>>;

const PROFILE = toSigningProfile({ account: '111122223333', region: 'eu-west-1', name: 'dev_workloads' }, 'abcdefghij');

/** Two registries with the same image: signed by the profile `dev_workloads` in one, unsigned in the other. */
export interface RegistriesOfOneImage {
  readonly signed: StartedRegistry;
  readonly unsigned: StartedRegistry;
  readonly stop: () => Promise<void>;
}

/** Starts both registries; the image has this manifest. */
export const startRegistriesOfOneImage = async (manifest: string): Promise<RegistriesOfOneImage> => {
  const { path, remove } = createTemporaryDirectory('registries');
  const start = async (name: string): Promise<StartedRegistry> => {
    const directory = join(path, name);
    mkdirSync(directory);
    return ImageRegistry.start(directory, PROFILE);
  };
  const [signed, unsigned] = await Promise.all([start('signed'), start('unsigned')]);
  signed.registry.sign(signed.registry.manifest(manifest));
  unsigned.registry.manifest(manifest);
  const stop = async (): Promise<void> => {
    await Promise.all([signed.registry.gateway.stop(), unsigned.registry.gateway.stop()]);
    remove();
  };
  return { signed, unsigned, stop };
};

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Variables that give buildah, podman and skopeo a storage of their own in a directory. */
export const storageFor = (directory: string): Readonly<Record<string, string>> => {
  const file = join(directory, 'storage.conf');
  const [graph, run] = [join(directory, 'storage'), join(directory, 'storage-run')];
  writeFileSync(file, `[storage]\ndriver = "overlay"\ngraphroot = "${graph}"\nrunroot = "${run}"\n`);
  return { CONTAINERS_STORAGE_CONF: file, BUILDAH_ISOLATION: 'chroot' };
};

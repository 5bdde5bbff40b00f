import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variables that make buildah, podman and skopeo store their images in that directory. */
export const storageFor = (directory: string): Readonly<Record<string, string>> => {
  const file = join(directory, 'storage.conf');
  const [graph, run] = [join(directory, 'storage'), join(directory, 'storage-run')];
  writeFileSync(file, `[storage]\ndriver = "overlay"\ngraphroot = "${graph}"\nrunroot = "${run}"\n`);
  return { CONTAINERS_STORAGE_CONF: file, BUILDAH_ISOLATION: 'chroot' };
};

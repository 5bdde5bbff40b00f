import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const descriptor = z.object({ mediaType: z.string(), digest: z.string(), size: z.number() });
const index = z.object({ manifests: z.tuple([descriptor]) });
const manifest = z.object({ mediaType: z.string(), config: descriptor, layers: z.array(descriptor) });
const config = z.object({ os: z.string(), architecture: z.string(), config: z.record(z.string(), z.unknown()) });

/** The manifest and the configuration of an image. */
export interface OciImage {
  readonly manifest: z.output<typeof manifest>;
  readonly config: z.output<typeof config>;
}

/** Reads a directory in the OCI image layout that contains a single image with one manifest. */
export const readOciLayout = (directory: string): OciImage => {
  const read = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(directory, ...path), 'utf8'));
  const blob = (digest: string): unknown => read('blobs', ...digest.split(':'));
  const found = manifest.parse(blob(index.parse(read('index.json')).manifests[0].digest));
  return { manifest: found, config: config.parse(blob(found.config.digest)) };
};

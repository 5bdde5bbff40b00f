import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenProcessEnds } from './process-end';

/** A directory that is removed after use. */
export interface TemporaryDirectory {
  readonly path: string;
  /** Removes the directory with its content. It is also removed when this process ends. */
  readonly remove: () => void;
}

/** Creates a temporary directory; its path contains `purpose`. */
export const createTemporaryDirectory = (purpose: string): TemporaryDirectory => {
  const path = mkdtempSync(join(tmpdir(), `image-trust-${purpose}-`));
  return { path, remove: whenProcessEnds(() => rmSync(path, { recursive: true, force: true })) };
};

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sha256 } from '../../contracts/schema/sha256';

/** Settings that all builds have in common. */
export interface BuildSettings {
  /** Where finished builds are kept. */
  readonly directory: string;
  readonly progress: (line: string) => void;
  /** The environment of the tools that build. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Builds into `.tools` of this repository, and reports progress on standard error. */
export const defaultBuildSettings = (): BuildSettings => ({
  directory: resolve(__dirname, '../../.tools'),
  progress: (line) => process.stderr.write(`${line}\n`),
  environment: process.env,
});

/** Something to build once for the same inputs. */
export interface Build {
  /** The name of its directory, which depends on all inputs. */
  readonly id: string;
  /** The path of the file to return, relative to that directory. */
  readonly file: string;
  /** Its name in progress messages. */
  readonly label: string;
  /** Builds into an empty directory. */
  readonly build: (scratch: string) => Promise<void>;
}

const publish = async (scratch: string, home: string, built: string): Promise<void> => {
  try {
    await rename(scratch, home);
  } catch (error) {
    // Another process has built the same inputs in the meantime.
    if (!existsSync(built)) throw error;
  }
};

/** A short hash of a build's inputs, for its id. */
export const hashInputs = (parts: readonly (string | Buffer)[]): string =>
  sha256(Buffer.concat(parts.map((part) => Buffer.from(part)))).slice(0, 12);

/** The path of the file. Builds it unless a build of the same inputs exists. Several callers at once are safe. */
export const buildOnce = async ({ id, file, label, build }: Build, settings: BuildSettings): Promise<string> => {
  const built = join(settings.directory, id, file);
  if (existsSync(built)) return built;
  await mkdir(settings.directory, { recursive: true });
  const scratch = await mkdtemp(join(settings.directory, 'building-'));
  try {
    const started = Date.now();
    settings.progress(`building ${label} (needed once) …`);
    await build(scratch);
    settings.progress(`built ${label} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    await publish(scratch, join(settings.directory, id), built);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return built;
};

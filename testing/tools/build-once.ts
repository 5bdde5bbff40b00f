import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where builds go, how they are started and who hears about them. */
export interface BuildSettings {
  readonly directory: string;
  readonly progress: (line: string) => void;
  readonly environment: NodeJS.ProcessEnv;
}

/** Something that is built once for the same inputs. */
export interface Build {
  /** Name of its directory: whatever has the same one is the same. */
  readonly id: string;
  /** Path, below that directory, of the file that callers want. */
  readonly file: string;
  /** What a person reads while it is built. */
  readonly label: string;
  /** Builds into an empty directory. */
  readonly build: (scratch: string) => Promise<void>;
}

const publish = async (scratch: string, home: string, built: string): Promise<void> => {
  try {
    await rename(scratch, home);
  } catch (error) {
    // Another process built the same inputs first: its build is as good as ours.
    if (!existsSync(built)) throw error;
  }
};

/** Path of the file, built only when no build of exactly these inputs exists; several callers at once are safe. */
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

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where builds go, how they are started and who hears about them. */
export interface BuildSettings {
  readonly directory: string;
  readonly progress: (line: string) => void;
  readonly environment: NodeJS.ProcessEnv;
}

/** Something that is built from inputs that never change under one hash. */
export interface Build {
  /** Start of its directory's name. */
  readonly name: string;
  /** The rest of its directory's name: says what it was built from. */
  readonly inputs: string;
  /** Path of the program in the directory. */
  readonly program: string;
  /** What a person reads while it is built. */
  readonly label: string;
}

/** Path of the program, built into a directory only when none of exactly these inputs exists; several callers at once are safe. */
export async function buildOnce(
  { name, inputs, program, label }: Build,
  { directory, progress }: BuildSettings,
  build: (directory: string) => Promise<void>,
): Promise<string> {
  const home = join(directory, `${name}-${inputs}`);
  const executable = join(home, program);
  if (existsSync(executable)) return executable;
  await mkdir(directory, { recursive: true });
  const scratch = await mkdtemp(join(directory, 'building-'));
  try {
    const started = Date.now();
    progress(`building ${label} (needed once) …`);
    await build(scratch);
    progress(`built ${label} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    await publish(scratch, home, executable);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return executable;
}

async function publish(scratch: string, home: string, executable: string): Promise<void> {
  try {
    await rename(scratch, home);
  } catch (error) {
    // Another process built the same inputs first: its build is as good as ours.
    if (!existsSync(executable)) throw error;
  }
}

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { messageOf } from '../../verification';
import type { ProcessResult, RunProcess } from '../process';
import { ToolError } from '../tool-error';
import type { ImageBuild } from './builder';
import { toolError, type ScratchSettings } from './run-tool';

const DEADLINE_MS = 60_000;
const KEEP_BYTES = 65_536;

interface StorageCommands {
  /** Prints the directory that has one subdirectory for each container. */
  readonly directory: readonly string[];
  /** Removes the containers whose ids follow, also mounted ones. */
  readonly remove: readonly string[];
}

const COMMANDS: Readonly<Record<'podman' | 'buildah', StorageCommands>> = {
  podman: {
    directory: ['info', '--format', '{{.Store.GraphRoot}}/{{.Store.GraphDriverName}}-containers'],
    remove: ['rm', '--force'],
  },
  buildah: {
    directory: ['info', '--format', '{{.store.GraphRoot}}/{{.store.GraphDriverName}}-containers'],
    remove: ['rm'],
  },
};

// The file in which buildah, and podman through buildah's code, keep the state of a working container.
const stateSchema = z.looseObject({ CommonBuildOpts: z.looseObject({ Secrets: z.array(z.string()).nullish() }) });

const isMarked = async (directory: string, id: string, mark: string): Promise<boolean> => {
  // A container without a readable state is not known to be ours, so it stays.
  const state = await readFile(join(directory, id, 'userdata', 'buildah.json'), 'utf8').catch(() => '');
  return stateSchema.safeParse(parseJsonOrUndefined(state)).data?.CommonBuildOpts.Secrets?.includes(mark) === true;
};

/** The builder whose containers are removed, and how it is run. */
interface Storage {
  readonly name: 'podman' | 'buildah';
  readonly run: RunProcess;
  readonly environment: Readonly<Record<string, string>>;
}

const idsIn = async (directory: string): Promise<readonly string[]> => {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const stdoutOf = (name: Storage['name'], what: string, result: ProcessResult): string => {
  if (result.kind === 'exited' && result.status === 0) return result.stdout.trim();
  throw toolError({ command: name, what: `${name} ${what}` }, result);
};

const removeMarked = async ({ name, run, environment }: Storage, mark: string): Promise<void> => {
  const call = (args: readonly string[]): Promise<ProcessResult> =>
    run({ command: name, args, environment, deadlineMs: DEADLINE_MS, keepBytes: KEEP_BYTES });
  const { directory: printDirectory, remove } = COMMANDS[name];
  const printed = await call(printDirectory);
  // Then the build did not start either.
  if (printed.kind === 'not-started') return;
  const directory = stdoutOf(name, 'info', printed);
  const ids = await idsIn(directory);
  const marked = await Promise.all(ids.map((id) => isMarked(directory, id, mark)));
  const ours = ids.filter((_, index) => marked[index]);
  if (ours.length > 0) stdoutOf(name, 'rm', await call([...remove, ...ours]));
};

const withLeftovers = (error: unknown, reason: unknown): ToolError => {
  const code = error instanceof ToolError ? error.code : 'failed';
  const message = `${messageOf(error)}\n  | its working containers could not be removed: ${messageOf(reason)}`;
  return new ToolError(code, message, { cause: error });
};

/**
 * Runs builds, and removes the working containers of a build that fails or is interrupted. buildah and podman leave them behind when they
 * are terminated outside of a RUN step, or killed.
 *
 * Two builds may share a storage, and containers are named for their base image, so neither names nor a list from before the build say whose
 * a container is. Therefore each build gets a mark: a secret that no Dockerfile uses and that changes neither image nor cache, with a file of
 * this run as its source. It is saved in the state of every container of the build, and only containers with the mark are removed.
 */
export const removingLeftovers =
  (name: Storage['name'], { environment, scratch, cleanUp }: ScratchSettings) =>
  async <T>(image: ImageBuild, build: (mark: readonly string[]) => Promise<T>): Promise<T> => {
    const file = join(scratch, `mark-${image.name}`);
    await writeFile(file, '');
    const mark = `id=image-trust-build,src=${file}`;
    try {
      return await build([`--secret=${mark}`]);
    } catch (error) {
      await cleanUp((run) => removeMarked({ name, run, environment }, mark)).catch((reason: unknown) => {
        throw withLeftovers(error, reason);
      });
      throw error;
    }
  };

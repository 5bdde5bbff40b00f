import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';

const run = promisify(execFile);

const inspected = z.object({
  OCIv1: z.object({
    config: z.object({
      Env: z.array(z.string()).nullish(),
      Entrypoint: z.array(z.string()).nullish(),
      Cmd: z.array(z.string()).nullish(),
      WorkingDir: z.string().nullish(),
    }),
  }),
});

/** The part of an image's configuration that says how to run it. */
export interface ImageSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly directory: string;
}

/** Runs buildah; returns its trimmed standard output. */
export type Buildah = (...args: readonly string[]) => Promise<string>;

/** Buildah with that environment, which names its storage. */
export const buildahIn =
  (environment: NodeJS.ProcessEnv): Buildah =>
  async (...args) =>
    (await run('buildah', args, { env: environment, maxBuffer: 2 ** 26 })).stdout.trim();

const splitVariable = (variable: string): readonly [string, string] => {
  const at = variable.indexOf('=');
  return [variable.slice(0, at), variable.slice(at + 1)];
};

/** Reads how to run an image from its configuration in buildah's storage. */
export const readImageSettings = async (buildah: Buildah, image: string): Promise<ImageSettings> => {
  const { config } = inspected.parse(JSON.parse(await buildah('inspect', '--type', 'image', image))).OCIv1;
  return {
    environment: Object.fromEntries((config.Env ?? []).map(splitVariable)),
    entrypoint: config.Entrypoint ?? [],
    command: config.Cmd ?? [],
    directory: config.WorkingDir || '/',
  };
};

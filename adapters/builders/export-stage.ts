import { join } from 'node:path';
import type { ImageBuild } from './builder';
import { runTool, type ScratchSettings } from './run-tool';

/** A stage of an image's Dockerfile, and the builder that exports it. */
export interface StageExport {
  readonly command: string;
  readonly image: ImageBuild;
  readonly stage: string;
}

/** Exports a stage with a builder's own build command, whose arguments say where the result goes. Returns the directory. */
export const exportStage = async (
  settings: ScratchSettings,
  { command, image, stage }: StageExport,
  argumentsFor: (result: readonly string[]) => readonly string[],
): Promise<string> => {
  const directory = join(settings.scratch, `stage-${image.name}-${stage}`);
  const args = argumentsFor(['--target', stage, '--output', `type=local,dest=${directory}`]);
  await runTool(settings, { command, args, what: `building ${stage} of ${image.name}` });
  return directory;
};

import { join } from 'node:path';
import type { Builder, ImageBuild } from './builder';
import { runTool, type ScratchSettings, type ToolRun } from './run-tool';

/** Exports stages by a builder's own build command, whose arguments say what becomes of the result. */
export const exporting =
  (
    settings: ScratchSettings,
    buildCommand: (image: ImageBuild, result: readonly string[]) => Omit<ToolRun, 'what'>,
  ): Builder['exportStage'] =>
  async (image, stage) => {
    const directory = join(settings.scratch, `stage-${image.name}-${stage}`);
    const result = ['--target', stage, '--output', `type=local,dest=${directory}`];
    await runTool(settings, { ...buildCommand(image, result), what: `building ${stage} of ${image.name}` });
    return directory;
  };

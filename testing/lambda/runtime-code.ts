import { join } from 'node:path';
import { buildSync } from 'esbuild';

let built: string | undefined;

const build = (): string => {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'runtime.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('expected the program of the runtime, found nothing');
  return file.text;
};

/** The program of a function's process, for `node --eval`. */
export const runtimeCode = (): string => {
  built ??= build();
  return built;
};

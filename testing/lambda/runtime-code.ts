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
  if (!file) throw new Error('expected the bundled runtime, found no output file');
  return file.text;
};

/** The bundled `runtime.ts`, for `node --eval`. */
export const runtimeCode = (): string => {
  built ??= build();
  return built;
};

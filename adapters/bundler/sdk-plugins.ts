import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

// Each client of the SDK imports its whole package.json for its version.
const shortManifests: Plugin = {
  name: 'short-manifests',
  setup: (esbuild) => {
    const filter = /[\\/]node_modules[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/;
    esbuild.onLoad({ filter }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8')) as Readonly<Record<string, unknown>>;
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/**
 * Writes the constants that are keys of object literals into them: `{ [_h]: 1 }` becomes `{ "http": 1 }`. A key that is
 * not such a constant stays as it is.
 */
export const inlineKeys = (source: string): string => {
  const constants = new Map<string, string>();
  for (const [, name = '', text = ''] of source.matchAll(/^const (_\w+) = ("[^"\\\n]*");$/gm))
    constants.set(name, text);
  return source.replace(/\[(_\w+)\]:/g, (key, name: string) => {
    const text = constants.get(name);
    return text === undefined ? key : `${text}:`;
  });
};

// A client describes each operation of its service in an object literal with such keys. esbuild keeps them all, since
// evaluating a key could have an effect.
const droppableSchemas: Plugin = {
  name: 'droppable-schemas',
  setup: (esbuild) => {
    const filter = /[\\/]@aws-sdk[\\/][^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
    esbuild.onLoad({ filter }, async ({ path }) => ({
      contents: inlineKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** esbuild plugins that leave out the parts of the AWS SDK that nothing uses. */
export const SDK_PLUGINS: readonly Plugin[] = [shortManifests, droppableSchemas];

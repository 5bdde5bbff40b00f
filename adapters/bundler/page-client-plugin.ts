import { dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { buildPageClient } from './bundle-page';

/** Puts the page's script and style into a bundled function, in the place of the module that would bundle them at run time. */
export const pageClientPlugin: Plugin = {
  name: 'page-client',
  setup: (esbuild) => {
    const module = resolve(__dirname, '../report-page/load-page-client.ts');
    esbuild.onLoad({ filter: /[\\/]report-page[\\/]load-page-client\.ts$/ }, async ({ path }) => {
      if (path !== module) return undefined;
      const client = JSON.stringify(await buildPageClient());
      return {
        contents: `export const loadPageClient = async () => (${client});`,
        loader: 'js',
        resolveDir: dirname(path),
      };
    });
  },
};

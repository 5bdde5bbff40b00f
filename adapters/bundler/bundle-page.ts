import { resolve } from 'node:path';
import { build } from 'esbuild';
import { messageOf } from '../../verification';
import type { PageClient } from '../report-page/page-client';
import { BundleError } from './bundle-error';

const CLIENT = resolve(__dirname, '../report-page/client');

/**
 * Bundles the script and the style of the report's page; the same sources give the same bytes.
 * @throws BundleError when they do not bundle.
 */
export const buildPageClient = async (): Promise<PageClient> => {
  try {
    const { outputFiles } = await build({
      entryPoints: { script: resolve(CLIENT, 'main.ts'), style: resolve(CLIENT, 'style.css') },
      outdir: CLIENT,
      absWorkingDir: CLIENT,
      write: false,
      bundle: true,
      platform: 'browser',
      target: ['chrome111', 'firefox113', 'safari16.4'],
      format: 'iife',
      charset: 'ascii',
      legalComments: 'none',
      minify: true,
      logLevel: 'silent',
    });
    const textOf = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text.trim() ?? '';
    return { script: textOf('script.js'), style: textOf('style.css') };
  } catch (cause) {
    throw new BundleError('build-failed', `the report's page does not bundle: ${messageOf(cause)}`, { cause });
  }
};

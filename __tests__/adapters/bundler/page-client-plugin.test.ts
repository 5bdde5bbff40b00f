import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleEntry, type Bundle } from '../../../adapters/bundler/bundle-function';
import { loadPageClient } from '../../../adapters/report-page/load-page-client';

const LOADER = resolve(__dirname, '../../../adapters/report-page/load-page-client');

describe('pageClientPlugin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-client-'));
  const output = join(folder, 'bundle.js');
  let bundle: Bundle;

  beforeAll(async () => {
    const entry = join(folder, 'entry.ts');
    writeFileSync(entry, `export { loadPageClient } from ${JSON.stringify(LOADER)};\n`);
    bundle = await bundleEntry(entry, output);
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("gives a bundled function the page's script and style", async () => {
    const bundled = createRequire(__filename)(output) as { readonly loadPageClient: typeof loadPageClient };
    expect(await bundled.loadPageClient()).toEqual(await loadPageClient());
  });

  it('keeps the bundler out of the bundle', () => {
    expect(readFileSync(output, 'utf8')).not.toContain('esbuild');
    expect(bundle.inputs.filter((path) => path.includes('bundler/'))).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { bundleEntry, BundleError } from '../../adapters/bundler/bundle-function';
import { FUNCTIONS } from '../../contracts/functions/functions';

describe('bundleEntry', () => {
  let folder: string;
  let entry: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    entry = join(folder, 'entry.ts');
    file = join(folder, 'out/launch.js');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const bundled = async (code: string): Promise<number> => {
    writeFileSync(entry, code);
    return (await bundleEntry(entry, file)).bytes;
  };

  it('bundles all imports, so that the file runs where nothing else is installed', async () => {
    const zod = join(__dirname, '../../node_modules/zod');
    await bundled(`import { z } from '${zod}';\nexport const handler = () => z.string().parse('inside');\n`);
    const alone = join(folder, 'alone.js');
    copyFileSync(file, alone);
    const said = execFileSync(process.execPath, ['-p', `require('${alone}').handler()`], { cwd: folder });
    expect(said.toString()).toBe('inside\n');
  });

  it('returns the size of the file in bytes', async () => {
    const bytes = await bundled('export const handler = () => 1;\n');
    expect(bytes).toBe(readFileSync(file).length);
  });

  it('names the expected file if it does not exist', async () => {
    const failure = bundleEntry(join(folder, 'absent.ts'), file);
    await expect(failure).rejects.toThrow(BundleError);
    await expect(failure).rejects.toMatchObject({
      code: 'entry-missing',
      message: expect.stringContaining('absent.ts'),
    });
  });

  it('replaces an earlier bundle whole, so that whoever reads it meanwhile gets all of it', async () => {
    await bundled('export const handler = () => "the earlier one";\n');
    const reader = openSync(file, 'r');
    await bundled('export const handler = () => 2;\n');
    expect(readFileSync(reader, 'utf8')).toContain('the earlier one');
    closeSync(reader);
    expect(readdirSync(dirname(file)).sort()).toEqual(['launch.js', 'launch.js.map']);
  });

  it('keeps an earlier bundle if the function does not bundle', async () => {
    await bundled('export const handler = () => 1;\n');
    const earlier = readFileSync(file);
    await expect(bundled("import './nowhere';\n")).rejects.toMatchObject({
      code: 'build-failed',
      message: expect.stringContaining('./nowhere'),
    });
    expect(readFileSync(file)).toEqual(earlier);
  });
});

describe('npm run bundle', () => {
  it('bundles each Lambda function and prints its size', () => {
    const root = join(__dirname, '../..');
    const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');
    const printed = execFileSync(process.execPath, ['--import', tsx, 'tools/bundle.ts'], {
      cwd: root,
      encoding: 'utf8',
    });
    const lines = FUNCTIONS.map(
      (name) => expect.stringMatching(`^dist/functions/${name}\\.js: \\d\\.\\d\\d MB$`) as string,
    );
    expect(printed.trimEnd().split('\n')).toEqual(lines);
  }, 60_000);
});

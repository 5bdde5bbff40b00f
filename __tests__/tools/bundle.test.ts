import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bundleLaunch, BundleError } from '../../adapters/bundler/bundle-function';

describe('bundleLaunch', () => {
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
    return (await bundleLaunch(entry, file)).bytes;
  };

  it('puts everything inside, so that the file runs where nothing else is installed', async () => {
    const zod = join(__dirname, '../../node_modules/zod');
    await bundled(`import { z } from '${zod}';\nexport const handler = () => z.string().parse('inside');\n`);
    const alone = join(folder, 'alone.js');
    copyFileSync(file, alone);
    const said = execFileSync(process.execPath, ['-p', `require('${alone}').handler()`], { cwd: folder });
    expect(said.toString()).toBe('inside\n');
  });

  it('gives the size of the file in bytes', async () => {
    const bytes = await bundled('export const handler = () => 1;\n');
    expect(bytes).toBe(readFileSync(file).length);
  });

  it('says which file it expected when there is nothing to bundle', async () => {
    const failure = bundleLaunch(join(folder, 'absent.ts'), file);
    await expect(failure).rejects.toThrow(BundleError);
    await expect(failure).rejects.toMatchObject({
      code: 'entry-missing',
      message: expect.stringContaining('absent.ts'),
    });
  });

  it('leaves an earlier bundle alone when the function does not bundle', async () => {
    await bundled('export const handler = () => 1;\n');
    const earlier = readFileSync(file);
    await expect(bundled("import './nowhere';\n")).rejects.toMatchObject({
      code: 'build-failed',
      message: expect.stringContaining('./nowhere'),
    });
    expect(readFileSync(file)).toEqual(earlier);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './find-chromium';

describe('findChromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes the executable that the environment names', () => {
    expect(findChromium({ CHROMIUM: '/opt/chromium' })).toBe('/opt/chromium');
  });

  it('finds it on PATH', () => {
    writeFileSync(join(folder, 'chromium'), '');
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'chromium'));
  });

  it.each([{ PATH: '/nowhere' }, {}])('names the package to install when there is none: %j', (environment) => {
    expect(() => findChromium(environment)).toThrow('install the Debian package chromium');
  });
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureLoadTime, type ProcessTimes } from '../../bench/load-time';
import { createTemporaryDirectory } from '../../testing/process/temporary-directory';

describe('measureLoadTime', () => {
  const directory = createTemporaryDirectory('load-time');
  const bundle = join(directory.path, 'bundle.js');
  const cache = join(directory.path, 'cache');

  afterEach(() => rmSync(cache, { force: true }));
  afterAll(() => rmSync(directory.path, { recursive: true, force: true }));

  it('measures each kind of process once in each round', async () => {
    writeFileSync(bundle, 'exports.loaded = require("node:path").sep; // the last line');
    const times = await measureLoadTime({ bundle, cache, settings: {} }, 2);
    expect(Object.keys(times)).toEqual(['alone', 'bundle', 'compiled', 'cached']);
    for (const { wall, processor } of Object.values<ProcessTimes>({ ...times })) {
      expect([wall.length, processor.length]).toEqual([2, 2]);
      expect(Math.min(...wall, ...processor)).toBeGreaterThan(0);
    }
  });

  it('fails when the bundle does not load with these settings', async () => {
    writeFileSync(bundle, 'if (process.env.NAME !== "value") throw new Error("no settings");');
    await expect(measureLoadTime({ bundle, cache, settings: {} }, 1)).rejects.toThrow('to end with 0, found 1');
    await expect(measureLoadTime({ bundle, cache, settings: { NAME: 'value' } }, 1)).resolves.toBeDefined();
  });
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureLoadTime, type ProcessTimes } from '../../bench/load-time';
import { createTemporaryDirectory } from '../../testing/process/temporary-directory';

describe('measureLoadTime', () => {
  const directory = createTemporaryDirectory('load-time');
  const bundle = join(directory.path, 'bundle.js');
  const entry = join(directory.path, 'entry.js');

  beforeAll(() => writeFileSync(entry, 'module.exports = require("./bundle.js");'));
  afterAll(() => rmSync(directory.path, { recursive: true, force: true }));

  it('measures each kind of process once in each round', async () => {
    writeFileSync(bundle, 'exports.loaded = require("node:path").sep; // the last line');
    const times = await measureLoadTime({ entry, bundle, settings: {} }, 2);
    expect(Object.keys(times)).toEqual(['alone', 'function', 'uncached', 'compiled']);
    for (const { wall, processor } of Object.values<ProcessTimes>({ ...times })) {
      expect([wall.length, processor.length]).toEqual([2, 2]);
      expect(Math.min(...wall, ...processor)).toBeGreaterThan(0);
    }
  });

  it('fails when the bundle does not load with these settings', async () => {
    writeFileSync(bundle, 'if (process.env.NAME !== "value") throw new Error("no settings");');
    await expect(measureLoadTime({ entry, bundle, settings: {} }, 1)).rejects.toThrow('to end with 0, found 1');
    const times = await measureLoadTime({ entry, bundle, settings: { NAME: 'value' } }, 1);
    expect(times.function.wall).toHaveLength(1);
  });
});

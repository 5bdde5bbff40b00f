import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRuntimeClient } from '../../../testing/lambda/runtime-client';
import { ToolsError } from '../../../testing/tools/tools-error';

describe('the runtime interface client', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'runtime-client-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  // A stand-in for npm, since the real one takes the better part of a minute; that one is used by the tests of the image.
  const buildWith = (npm: string): Promise<string> => {
    const program = join(directory, 'npm');
    writeFileSync(program, `#!/bin/sh\n${npm}\n`);
    chmodSync(program, 0o755);
    const environment = { PATH: `${directory}:/usr/bin:/bin` };
    return buildRuntimeClient({ directory: join(directory, 'tools'), environment, progress: () => undefined });
  };

  it('is installed from the lock file, once', async () => {
    const install = '[ "$1" = ci ] && [ -f package-lock.json ] && mkdir -p node_modules/aws-lambda-ric';
    const built = await buildWith(install);
    expect(built).toMatch(/\/runtime-client-[0-9a-f]{12}\/node_modules\/aws-lambda-ric$/);
    await expect(buildWith('exit 1')).resolves.toBe(built);
  });

  it('says what it needs, and leaves nothing behind, when it cannot be compiled', async () => {
    const error: unknown = await buildWith("echo 'Error: cmake is not installed.' >&2; exit 1").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ToolsError);
    expect(String(error)).toContain('which needs cmake, g++, make, autoconf, automake, libtool');
    expect(String(error)).toContain('Error: cmake is not installed.');
    expect(readdirSync(join(directory, 'tools'))).toEqual([]);
  });
});

import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRuntimeClient } from '../../../testing/lambda/runtime-client';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { ToolsError } from '../../../testing/tools/tools-error';

describe('the runtime interface client', () => {
  let directory: string;
  let remove: () => void;

  beforeEach(() => {
    ({ path: directory, remove } = createTemporaryDirectory('runtime-client'));
  });

  afterEach(() => remove());

  // A stand-in for npm. The real one takes most of a minute, and the image tests use it.
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

  it('says which tools it needs, and leaves nothing behind, when it cannot be compiled', async () => {
    const error: unknown = await buildWith("echo 'Error: cmake is not installed.' >&2; exit 1").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ToolsError);
    expect(String(error)).toContain('which needs cmake, g++, make, autoconf, automake, libtool');
    expect(String(error)).toContain('Error: cmake is not installed.');
    expect(readdirSync(join(directory, 'tools'))).toEqual([]);
  });
});

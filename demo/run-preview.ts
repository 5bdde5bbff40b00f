import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { DeploymentFile } from './demo-deployment';
import type { DemoEnvironment } from './demo-environment';
import { shellVariables } from './shell-variables';

const run = promisify(execFile);

const PROGRAM = resolve(__dirname, '..', 'bin', 'image-trust.js');

/** The name in package.json by which the command recognises its own checkout. */
const PROJECT = 'ecs-image-trust';

const TIMEOUT_MS = 120_000;

/**
 * Runs `image-trust preview --json` in a working tree with a deployment file; returns the JSON that it prints.
 * @throws Error when the command fails.
 */
export const runPreview = async (environment: DemoEnvironment, file: DeploymentFile): Promise<unknown> => {
  const tree = await mkdtemp(join(environment.directory, 'preview-'));
  await mkdir(join(tree, 'deployments'));
  await writeFile(join(tree, 'package.json'), JSON.stringify({ name: PROJECT }));
  await writeFile(join(tree, 'deployments', `${file.name}.json`), JSON.stringify(file));
  const PATH = `${dirname(environment.notation.path)}:${process.env['PATH'] ?? ''}`;
  const env = { ...(await shellVariables(environment, tree)), PATH };
  const options = { cwd: tree, env, timeout: TIMEOUT_MS };
  const { stdout } = await run(process.execPath, [PROGRAM, 'preview', '--json'], options);
  return JSON.parse(stdout);
};

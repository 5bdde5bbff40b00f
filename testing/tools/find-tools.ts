import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type BuildSettings, defaultBuildSettings } from './build-once';
import { buildGoProgram } from './go-build';
import { findSignerPlugin, inspectSignerPlugin, type SignerPlugin } from './signer-plugin';
import { ToolsError } from './tools-error';

const run = promisify(execFile);
const ROOT = resolve(__dirname, '../..');
const NOTATION_VERSION = /^Version:\s+v?1\.3\.2(?:[+\s-]|$)/m;

/** The programs that the emulated environment runs. */
export interface Tools {
  /** The path of notation 1.3.2. */
  readonly notation: string;
  /** The path of `crane`, whose `registry serve` is the local registry. */
  readonly registry: string;
  /** The AWS Signer plugin, or its stand-in. */
  readonly plugin: SignerPlugin;
}

/** How to find tools. */
export interface ToolsOptions {
  readonly progress: (line: string) => void;
  /** Default: this process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: this machine's platform. */
  readonly platform?: NodeJS.Platform;
  /** Where built programs are kept. Default: `.tools` of this repository. */
  readonly directory?: string;
}

const findPlugin = async (settings: BuildSettings): Promise<SignerPlugin> => {
  const found = await findSignerPlugin(settings.environment);
  if (found) return found;
  const module = join(ROOT, 'testing', 'stand-in-plugin');
  const label = 'the stand-in for the AWS Signer plugin';
  return inspectSignerPlugin(await buildGoProgram({ name: 'stand-in-plugin', module, target: '.', label }, settings));
};

const versionOf = (notation: string): Promise<string> =>
  run(notation, ['version'], { timeout: 10_000 }).then(
    ({ stdout }) => stdout,
    () => '',
  );

const findNotation = async (settings: BuildSettings): Promise<string> => {
  for (const directory of (settings.environment['PATH'] ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(directory, 'notation');
    if (existsSync(path) && NOTATION_VERSION.test(await versionOf(path))) return path;
  }
  const module = join(ROOT, 'images', 'verifier');
  return buildGoProgram({ name: 'notation', module, target: 'tool', label: 'notation 1.3.2' }, settings);
};

const buildRegistry = (settings: BuildSettings): Promise<string> => {
  const module = join(ROOT, 'testing', 'registry');
  return buildGoProgram({ name: 'crane', module, target: 'tool', label: 'the local registry (crane)' }, settings);
};

/**
 * Finds the programs that the emulated environment needs, and builds those that are missing once.
 * @throws ToolsError when a program can be neither found nor built.
 */
export const findTools = async (options: ToolsOptions): Promise<Tools> => {
  const { platform = process.platform, ...overrides } = options;
  if (platform !== 'linux') {
    const why = 'Go on other platforms ignores SSL_CERT_FILE, which makes it trust the emulated hosts';
    throw new ToolsError(
      'platform',
      `the emulated environment needs Linux, WSL or the dev container, not ${platform}: ${why}`,
    );
  }
  const settings: BuildSettings = { ...defaultBuildSettings(), ...overrides };
  const plugin = await findPlugin(settings);
  return { notation: await findNotation(settings), registry: await buildRegistry(settings), plugin };
};

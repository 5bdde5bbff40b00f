import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { ToolsError } from './tools-error';

/** The AWS Signer plugin's name for notation. Signatures of AWS Signer require the plugin of this name. */
export const PLUGIN_NAME = 'com.amazonaws.signer.notation.plugin';

/** The plugin's file name, as notation expects it. */
export const PLUGIN_FILE = `notation-${PLUGIN_NAME}`;

/** A plugin binary, and whether its description says that it is the stand-in. */
export interface SignerPlugin {
  readonly path: string;
  readonly standIn: boolean;
}

const isExecutable = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

interface PluginMetadata {
  readonly name: string;
  readonly description: string;
}

const parseMetadata = (text: string): PluginMetadata | undefined => {
  const parsed = parseJsonOrUndefined(text);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { name, description }: { readonly name?: unknown; readonly description?: unknown } = parsed;
  return { name: String(name), description: String(description) };
};

const pluginMetadata = (path: string): Promise<PluginMetadata | undefined> =>
  new Promise((done) => {
    const child = execFile(path, ['get-plugin-metadata'], { timeout: 10_000 }, (error, stdout) =>
      done(error ? undefined : parseMetadata(stdout)),
    );
    // A program that doesn't read its input closes the pipe, which is no failure.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end('{}');
  });

/**
 * Reads the binary's own metadata, which identifies the stand-in wherever it has been copied to.
 * @throws ToolsError when the binary isn't a plugin for AWS Signer.
 */
export const inspectSignerPlugin = async (path: string): Promise<SignerPlugin> => {
  const metadata = await pluginMetadata(path);
  if (metadata?.name !== PLUGIN_NAME) {
    const found = metadata ? `calls itself "${metadata.name}"` : 'does not support get-plugin-metadata';
    throw new ToolsError('plugin-unusable', `expected the plugin ${PLUGIN_NAME}, but ${path} ${found}`);
  }
  return { path, standIn: metadata.description.includes('stand-in') };
};

const libexecDirectories = (environment: NodeJS.ProcessEnv): readonly string[] => {
  const configuration = environment['XDG_CONFIG_HOME'] ?? join(environment['HOME'] ?? homedir(), '.config');
  const own = environment['NOTATION_LIBEXEC'];
  return [...(own ? [own] : []), join(configuration, 'notation')];
};

/**
 * The AWS Signer plugin of this machine: the file that `AWS_SIGNER_PLUGIN` names, else the one in notation's
 * plugin directory.
 * @throws ToolsError when `AWS_SIGNER_PLUGIN` names a file that can't be used.
 */
export const findSignerPlugin = async (environment: NodeJS.ProcessEnv): Promise<SignerPlugin | undefined> => {
  const named = environment['AWS_SIGNER_PLUGIN'];
  if (named) {
    const path = resolve(named);
    if (await isExecutable(path)) return inspectSignerPlugin(path);
    throw new ToolsError('plugin-unusable', `AWS_SIGNER_PLUGIN names ${path}, which is not an executable file`);
  }
  for (const directory of libexecDirectories(environment)) {
    const path = join(directory, 'plugins', PLUGIN_NAME, PLUGIN_FILE);
    if (await isExecutable(path)) return inspectSignerPlugin(path);
  }
  return undefined;
};

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ToolsError } from './tools-error';

/** Name by which notation finds the AWS Signer plugin, and which signatures of AWS Signer demand. */
export const PLUGIN_NAME = 'com.amazonaws.signer.notation.plugin';

/** File name that notation expects of that plugin. */
export const PLUGIN_FILE = `notation-${PLUGIN_NAME}`;

/** A plugin binary, and whether it calls itself a stand-in. */
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
  try {
    const { name, description } = JSON.parse(text) as { readonly name?: string; readonly description?: string };
    return { name: String(name), description: String(description) };
  } catch {
    return undefined;
  }
};

const pluginMetadata = (path: string): Promise<PluginMetadata | undefined> =>
  new Promise((done) => {
    const child = execFile(path, ['get-plugin-metadata'], { timeout: 10_000 }, (error, stdout) =>
      done(error ? undefined : parseMetadata(stdout)),
    );
    // A program that does not read its input closes it early; what it answers is judged, not how it read.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end('{}');
  });

/** Asks the binary who it is, so that a copy of the stand-in is known as one wherever it lies. */
export const inspectSignerPlugin = async (path: string): Promise<SignerPlugin> => {
  const metadata = await pluginMetadata(path);
  if (metadata?.name !== PLUGIN_NAME) {
    const found = metadata ? `calls itself "${metadata.name}"` : 'does not answer get-plugin-metadata';
    throw new ToolsError('plugin-unusable', `expected the plugin ${PLUGIN_NAME}, but ${path} ${found}`);
  }
  return { path, standIn: metadata.description.includes('stand-in') };
};

const libexecDirectories = (environment: NodeJS.ProcessEnv): readonly string[] => {
  const configuration = environment['XDG_CONFIG_HOME'] ?? join(environment['HOME'] ?? homedir(), '.config');
  const own = environment['NOTATION_LIBEXEC'];
  return [...(own ? [own] : []), join(configuration, 'notation')];
};

/** The AWS Signer plugin that the machine has: the one `AWS_SIGNER_PLUGIN` names, else the one in notation's plugin directory. */
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

import { rmSync } from 'node:fs';
import { copyFile, chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credential } from '../certificates/credential';
import { whenProcessEnds } from '../process/process-end';
import { PLUGIN_FILE, PLUGIN_NAME } from '../tools/signer-plugin';

/** The files of one offline world. */
export interface EnvironmentDirectory {
  readonly path: string;
  /** PEM file of the authority that every host of the world is vouched for by. */
  readonly authority: string;
  /** Value for NOTATION_LIBEXEC: notation's directory with the plugin in it. */
  readonly libexec: string;
  /** PEM file of the root certificate of the emulated AWS Signer. */
  readonly rootCertificate: string;
  /** Removes everything; happens by itself when the process ends. */
  remove(): void;
}

const toPem = ({ certificate }: Credential): string => `${certificate.toString('pem')}\n`;

/** Creates the directory of a world and fills it. */
export const createEnvironmentDirectory = async (content: {
  readonly plugin: string;
  readonly authority: Credential;
  readonly signerRoot: Credential;
}): Promise<EnvironmentDirectory> => {
  const path = await mkdtemp(join(tmpdir(), 'offline-world-'));
  const remove = whenProcessEnds(() => rmSync(path, { recursive: true, force: true }));
  const libexec = join(path, 'libexec');
  const pluginHome = join(libexec, 'plugins', PLUGIN_NAME);
  await mkdir(pluginHome, { recursive: true });
  await copyFile(content.plugin, join(pluginHome, PLUGIN_FILE));
  await chmod(join(pluginHome, PLUGIN_FILE), 0o755);
  const authority = join(path, 'authority.pem');
  await writeFile(authority, toPem(content.authority));
  const rootCertificate = join(path, 'signer-root.pem');
  await writeFile(rootCertificate, toPem(content.signerRoot));
  return { path, authority, libexec, rootCertificate, remove };
};

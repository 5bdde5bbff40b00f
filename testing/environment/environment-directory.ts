import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Credential, toCertificatePem } from '../certificates/credential';
import { createTemporaryDirectory, type TemporaryDirectory } from '../process/temporary-directory';
import { PLUGIN_FILE, PLUGIN_NAME } from '../tools/signer-plugin';

/** The directory of one emulated environment, with the files that its programs read. */
export interface EnvironmentDirectory extends TemporaryDirectory {
  /** PEM file of the certificate authority of all emulated hosts. */
  readonly authority: string;
  /** The value for NOTATION_LIBEXEC: a directory that contains the plugin. */
  readonly libexec: string;
  /** PEM file of the emulated AWS Signer's root certificate. */
  readonly rootCertificate: string;
}

/** Creates the directory of an emulated environment. */
export const createEnvironmentDirectory = async (content: {
  /** The plugin's path. */
  readonly plugin: string;
  readonly authority: Credential;
  readonly signerRoot: Credential;
}): Promise<EnvironmentDirectory> => {
  const directory = createTemporaryDirectory('environment');
  const libexec = join(directory.path, 'libexec');
  const pluginDirectory = join(libexec, 'plugins', PLUGIN_NAME);
  await mkdir(pluginDirectory, { recursive: true });
  await copyFile(content.plugin, join(pluginDirectory, PLUGIN_FILE));
  await chmod(join(pluginDirectory, PLUGIN_FILE), 0o755);
  const authority = join(directory.path, 'authority.pem');
  await writeFile(authority, toCertificatePem(content.authority));
  const rootCertificate = join(directory.path, 'signer-root.pem');
  await writeFile(rootCertificate, toCertificatePem(content.signerRoot));
  return { ...directory, authority, libexec, rootCertificate };
};

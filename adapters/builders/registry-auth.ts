import { readFile, readdir, mkdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { RegistryLogin } from '../notation/child-environment';

/** Logins by registry host. */
export type RegistryLogins = Readonly<Record<string, RegistryLogin>>;

const configSchema = z.looseObject({
  auths: z.record(z.string(), z.unknown()).optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
});

/** Docker's config.json, or the auth.json of podman, buildah and skopeo. */
export type RegistryConfig = z.output<typeof configSchema>;

const without = <T>(record: Readonly<Record<string, T>>, hosts: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([host]) => !hosts.includes(host)));

/** A person's own registry configuration with additional logins, whose hosts bypass credential helpers. */
export const withLogins = (config: RegistryConfig, logins: RegistryLogins): RegistryConfig => {
  const hosts = Object.keys(logins);
  const auths = Object.entries(logins).map(([host, { username, password }]) => [
    host,
    { auth: Buffer.from(`${username}:${password}`).toString('base64') },
  ]);
  const helpers = without(config.credHelpers ?? {}, hosts);
  // When docker keeps all logins in a store, an empty helper makes it read the file for this host.
  const none = 'credsStore' in config ? Object.fromEntries(hosts.map((host) => [host, ''])) : {};
  return {
    ...config,
    auths: { ...config.auths, ...(Object.fromEntries(auths) as Record<string, unknown>) },
    credHelpers: { ...helpers, ...none },
  };
};

const readConfig = async (file: string): Promise<RegistryConfig> => {
  try {
    return configSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
};

const writeSecret = (file: string, config: RegistryConfig): Promise<void> =>
  writeFile(file, JSON.stringify(config), { mode: 0o600 });

const dockerDirectory = (own: NodeJS.ProcessEnv): string =>
  own['DOCKER_CONFIG'] ?? join(own['HOME'] ?? homedir(), '.docker');

/** Where podman, buildah and skopeo keep a person's logins. Later files take precedence. */
const authFiles = (own: NodeJS.ProcessEnv): readonly string[] => {
  const { REGISTRY_AUTH_FILE: named, XDG_RUNTIME_DIR: runtime } = own;
  if (named !== undefined) return [named];
  const inRuntime = runtime === undefined ? [] : [join(runtime, 'containers', 'auth.json')];
  return [join(dockerDirectory(own), 'config.json'), ...inRuntime];
};

const writeAuthFile = async (own: NodeJS.ProcessEnv, scratch: string, logins: RegistryLogins): Promise<string> => {
  const configs = await Promise.all(authFiles(own).map(readConfig));
  const { auths, credHelpers } = withLogins(
    {
      auths: Object.assign({}, ...configs.map((config) => config.auths)) as Record<string, unknown>,
      credHelpers: Object.assign({}, ...configs.map((config) => config.credHelpers)) as Record<string, string>,
    },
    logins,
  );
  const file = join(scratch, 'auth.json');
  await writeSecret(file, { auths, credHelpers });
  return file;
};

const writeDockerDirectory = async (
  own: NodeJS.ProcessEnv,
  scratch: string,
  logins: RegistryLogins,
): Promise<string> => {
  const [from, to] = [dockerDirectory(own), join(scratch, 'docker')];
  await mkdir(to, { mode: 0o700 });
  const names = await readdir(from).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  // Plugins, contexts and builders remain the person's own.
  for (const name of names.filter((each) => each !== 'config.json')) await symlink(join(from, name), join(to, name));
  await writeSecret(join(to, 'config.json'), withLogins(await readConfig(join(from, 'config.json')), logins));
  return to;
};

/**
 * Writes logins, together with the person's own, to files in `scratch` that only this user can read. Returns the variables by which every
 * builder finds them. Nothing is written to where builders keep logins, and no login appears in arguments.
 */
export const writeRegistryLogins = async (
  own: NodeJS.ProcessEnv,
  scratch: string,
  logins: RegistryLogins,
): Promise<Readonly<Record<string, string>>> => ({
  REGISTRY_AUTH_FILE: await writeAuthFile(own, scratch, logins),
  DOCKER_CONFIG: await writeDockerDirectory(own, scratch, logins),
});

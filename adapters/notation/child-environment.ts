/** The access keys of an AWS principal. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** User name and password for a registry. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

/** What the environment of one notation process is made of. */
export interface ChildSettings {
  readonly configuration: string;
  readonly plugins: string;
  readonly temporary: string;
  readonly region: string;
  readonly keys: AwsKeys;
  /** Undefined where the registry is accessed anonymously. */
  readonly login: RegistryLogin | undefined;
}

// Network settings and AWS Signer's endpoint. Not AWS_ENDPOINT_URL, which may be the endpoint of another service.
const PASSED_ON = [
  'HTTPS_PROXY',
  'https_proxy',
  'NO_PROXY',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'AWS_CA_BUNDLE',
  'AWS_ENDPOINT_URL_SIGNER',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
] as const;

/** The whole environment of notation and its plugin: only what they need, and a `HOME` without stored logins. */
export const childEnvironment = (own: NodeJS.ProcessEnv, settings: ChildSettings): Readonly<Record<string, string>> => {
  const passedOn = PASSED_ON.flatMap((name) => {
    const value = own[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passedOn),
    HOME: settings.temporary,
    NOTATION_CONFIG: settings.configuration,
    NOTATION_LIBEXEC: settings.plugins,
    NOTATION_CACHE: settings.temporary,
    AWS_REGION: settings.region,
    AWS_ACCESS_KEY_ID: settings.keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: settings.keys.secretAccessKey,
    ...(settings.keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: settings.keys.sessionToken }),
    ...(settings.login === undefined
      ? {}
      : { NOTATION_USERNAME: settings.login.username, NOTATION_PASSWORD: settings.login.password }),
  };
};

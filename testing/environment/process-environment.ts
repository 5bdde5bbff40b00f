/** What a child process needs to take the offline world for the network, AWS and all. */
export const toProcessEnvironment = (world: {
  /** URL of the gateway. */
  readonly proxy: string;
  /** PEM file of the authority that every host is vouched for by. */
  readonly authority: string;
  readonly region: string;
}): Readonly<Record<string, string>> => ({
  HTTPS_PROXY: world.proxy,
  // Both spellings: Go falls back to the small one where the great one is empty.
  NO_PROXY: '',
  no_proxy: '',
  // Go, AWS's SDKs and Node each read another one, and any of them may already be set on the machine.
  SSL_CERT_FILE: world.authority,
  AWS_CA_BUNDLE: world.authority,
  NODE_EXTRA_CA_CERTS: world.authority,
  AWS_REGION: world.region,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'offline-world-session',
  AWS_EC2_METADATA_DISABLED: 'true',
});

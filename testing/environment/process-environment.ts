/** The variables by which a child process uses the emulated environment instead of the network and AWS. */
export const toProcessEnvironment = (environment: {
  /** The gateway's URL. */
  readonly proxy: string;
  /** PEM file of the certificate authority of all emulated hosts. */
  readonly authority: string;
  readonly region: string;
}): Readonly<Record<string, string>> => ({
  HTTPS_PROXY: environment.proxy,
  // Go reads the lower-case name when the upper-case one is empty.
  NO_PROXY: '',
  no_proxy: '',
  // For Go, AWS's SDKs and Node. All are set, because each may already be set on the machine.
  SSL_CERT_FILE: environment.authority,
  AWS_CA_BUNDLE: environment.authority,
  NODE_EXTRA_CA_CERTS: environment.authority,
  AWS_REGION: environment.region,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'emulated-session',
  AWS_EC2_METADATA_DISABLED: 'true',
});

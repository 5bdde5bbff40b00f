import type { FunctionName } from './functions';

/**
 * Where things lie in the verifier's image. The Dockerfile puts them there; each function learns of them from its
 * environment.
 */
export const IMAGE_LAYOUT = {
  /** The notation executable. */
  notation: '/opt/notation/notation',
  /** The value of NOTATION_LIBEXEC; plugins lie below it, as `plugins/NAME/notation-NAME`. */
  libexec: '/opt/notation',
  /** AWS Signer's plugin. */
  plugin: '/opt/notation/plugins/com.amazonaws.signer.notation.plugin/notation-com.amazonaws.signer.notation.plugin',
  /** AWS Signer's root certificate. */
  rootCertificate: '/opt/notation/root.crt',
  /** A bundled function, where Lambda's Node base images look for it. */
  bundle: (name: FunctionName) => `/var/task/${name}.js`,
  /** The command that runs a function. */
  command: (name: FunctionName) => `${name}.handler`,
} as const;

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
  /** The file that loads a bundle with its code cache, where Lambda's Node base images look for a function. */
  entry: (name: FunctionName) => `/var/task/${name}.js`,
  /** What every entry uses to load its bundle. */
  loader: '/var/task/load-bundle.js',
  /** A bundled function. */
  bundle: (name: FunctionName) => `/var/task/bundles/${name}.js`,
  /** What V8 kept of compiling a bundle. An image that was built where its Node could not run has none. */
  codeCache: (name: FunctionName) => `/var/task/bundles/${name}.js.cache`,
  /** The command that runs a function. */
  command: (name: FunctionName) => `${name}.handler`,
} as const;

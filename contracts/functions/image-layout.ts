/** Where things lie in the verifier's image: the Dockerfile puts them there, the launch function is told by its environment. */
export const IMAGE_LAYOUT = {
  /** The notation executable. */
  notation: '/opt/notation/notation',
  /** What NOTATION_LIBEXEC names: plugins are below it, as `plugins/NAME/notation-NAME`. */
  libexec: '/opt/notation',
  /** AWS Signer's plugin. */
  plugin: '/opt/notation/plugins/com.amazonaws.signer.notation.plugin/notation-com.amazonaws.signer.notation.plugin',
  /** AWS Signer's root certificate. */
  rootCertificate: '/opt/notation/root.crt',
  /** The bundled launch function, where Lambda's Node bases look for it. */
  bundle: '/var/task/launch.js',
  /** The command that runs the launch function. */
  launchCommand: 'launch.handler',
} as const;

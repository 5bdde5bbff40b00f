import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';

/**
 * Installs notation, its plugin and AWS Signer's root certificate in a directory, as an operator would;
 * returns the variables that name them.
 */
export const installNotation = ({ notation }: EmulatedEnvironment, directory: string): NodeJS.ProcessEnv => {
  const bin = join(directory, 'bin');
  const store = join(directory, 'notation/truststore/x509/signingAuthority/aws-signer-ts');
  mkdirSync(bin, { recursive: true });
  mkdirSync(store, { recursive: true });
  symlinkSync(notation.path, join(bin, 'notation'));
  cpSync(notation.rootCertificate, join(store, 'root.crt'));
  return {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    NOTATION_CONFIG: join(directory, 'notation'),
    NOTATION_LIBEXEC: notation.libexec,
  };
};

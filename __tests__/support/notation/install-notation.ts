import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';

/** Installs notation, its plugin and AWS Signer's root certificate below a directory, as an operator would; gives the variables that say where. */
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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

// The variables that notation and its plugin read, in adapters/notation/child-environment.ts.
const FILES = ['SSL_CERT_FILE', 'AWS_CA_BUNDLE'] as const;

/** Thrown when a variable names a file of certificate authorities that can't be used. */
export class CertificateAuthoritiesError extends Error {
  override readonly name = 'CertificateAuthoritiesError';
}

const PEM = '-----BEGIN CERTIFICATE-----';

const readText = (variable: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CertificateAuthoritiesError(`${variable} names a file that cannot be read`, { cause });
  }
};

const readAuthorities = (variable: string, file: string): string => {
  const text = readText(variable, file);
  // Node.js ignores what it can't read, and the registry's certificate would be blamed.
  if (!text.includes(PEM)) throw new CertificateAuthoritiesError(`${variable} names a file without a PEM certificate`);
  return text;
};

const filesIn = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [] : [join(directory, entry.name)],
    );
  } catch {
    // As in Go: one of several directories may be missing.
    return [];
  }
};

const certificatesIn = (directories: string): readonly string[] =>
  directories
    .split(':')
    .filter((directory) => directory !== '')
    .flatMap(filesIn)
    .map((file) => readText('SSL_CERT_DIR', file))
    .filter((text) => text.includes(PEM));

const setIn = (environment: NodeJS.ProcessEnv, name: string): string | undefined => environment[name] || undefined;

/**
 * The certificate authorities of the environment, beside those of Node.js; undefined where the environment names none.
 * @throws CertificateAuthoritiesError
 */
export const secureContextFor = (environment: NodeJS.ProcessEnv): SecureContext | undefined => {
  const named = FILES.flatMap((name) => {
    const file = setIn(environment, name);
    return file === undefined ? [] : [readAuthorities(name, file)];
  });
  const directories = setIn(environment, 'SSL_CERT_DIR');
  const own = [...named, ...(directories === undefined ? [] : certificatesIn(directories))];
  if (own.length === 0) return undefined;
  // Node.js reads NODE_EXTRA_CA_CERTS only where no authorities are given.
  const extra = setIn(environment, 'NODE_EXTRA_CA_CERTS');
  const others = extra === undefined ? [] : [readAuthorities('NODE_EXTRA_CA_CERTS', extra)];
  return createSecureContext({ ca: [...rootCertificates, ...own, ...others] });
};

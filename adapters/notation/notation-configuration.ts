import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What one notation configuration directory says. */
export interface NotationConfiguration {
  /** The statement's name. It appears on stderr once for each signature that is really verified, so it must not be guessable. */
  readonly statement: string;
  /** AWS Signer profile or profile-version ARNs. */
  readonly signers: readonly string[];
  readonly partition: 'aws' | 'aws-us-gov';
  /** File with AWS Signer's root certificate. */
  readonly rootCertificate: string;
}

const TRUST_STORES = { aws: 'aws-signer-ts', 'aws-us-gov': 'aws-us-gov-signer-ts' } as const;

/** The trust policy of notation: one statement for all repositories, since which policy applies was decided before. */
export const trustPolicyDocument = ({ statement, signers, partition }: NotationConfiguration): string =>
  JSON.stringify({
    version: '1.0',
    trustPolicies: [
      {
        name: statement,
        registryScopes: ['*'],
        signatureVerification: { level: 'strict' },
        trustStores: [`signingAuthority:${TRUST_STORES[partition]}`],
        trustedIdentities: signers,
      },
    ],
  });

/** Writes a configuration directory below `parent` and returns its path, for `NOTATION_CONFIG`. */
export const writeNotationConfiguration = async (
  parent: string,
  configuration: NotationConfiguration,
): Promise<string> => {
  const directory = await mkdtemp(join(parent, 'notation-'));
  const store = join(directory, 'truststore', 'x509', 'signingAuthority', TRUST_STORES[configuration.partition]);
  await mkdir(store, { recursive: true });
  // notation refuses links: trust policy and certificate must be regular files.
  await copyFile(configuration.rootCertificate, join(store, 'root.crt'));
  await writeFile(join(directory, 'trustpolicy.json'), trustPolicyDocument(configuration), { mode: 0o600 });
  return directory;
};

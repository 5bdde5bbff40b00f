import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The contents of one notation configuration directory. */
export interface NotationConfiguration {
  /** The statement's name, which notation prints. */
  readonly statement: string;
  /** AWS Signer profile or profile-version ARNs. */
  readonly signers: readonly string[];
  readonly partition: 'aws' | 'aws-us-gov';
  /** File with AWS Signer's root certificate. */
  readonly rootCertificate: string;
}

const TRUST_STORES = { aws: 'aws-signer-ts', 'aws-us-gov': 'aws-us-gov-signer-ts' } as const;

/** notation's trust policy: one statement for all repositories, since the policy was chosen beforehand. */
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
  // notation refuses symbolic links: trust policy and certificate must be regular files.
  await copyFile(configuration.rootCertificate, join(store, 'root.crt'));
  await writeFile(join(directory, 'trustpolicy.json'), trustPolicyDocument(configuration), { mode: 0o600 });
  return directory;
};

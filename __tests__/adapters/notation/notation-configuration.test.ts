import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  trustPolicyDocument,
  writeNotationConfiguration,
  type NotationConfiguration,
} from '../../../adapters/notation/notation-configuration';

const SIGNERS = [
  'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads',
  'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads/Ab12Cd34Ef',
];

let directory: string;
let configuration: NotationConfiguration;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'configuration-test-'));
  const rootCertificate = join(directory, 'root.pem');
  writeFileSync(rootCertificate, 'the root');
  configuration = { statement: 'image-trust-1f0c', signers: SIGNERS, partition: 'aws', rootCertificate };
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const entriesOf = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).map((entry) => join(path, entry));

describe('trustPolicyDocument', () => {
  it('is one strict statement for all repositories that trusts exactly the given signers', () => {
    expect(JSON.parse(trustPolicyDocument(configuration))).toEqual({
      version: '1.0',
      trustPolicies: [
        {
          name: 'image-trust-1f0c',
          registryScopes: ['*'],
          signatureVerification: { level: 'strict' },
          trustStores: ['signingAuthority:aws-signer-ts'],
          trustedIdentities: SIGNERS,
        },
      ],
    });
  });

  it('names the trust store of GovCloud in that partition', () => {
    expect(JSON.parse(trustPolicyDocument({ ...configuration, partition: 'aws-us-gov' }))).toMatchObject({
      trustPolicies: [{ trustStores: ['signingAuthority:aws-us-gov-signer-ts'] }],
    });
  });
});

describe('writeNotationConfiguration', () => {
  it.each([
    ['aws', 'aws-signer-ts'],
    ['aws-us-gov', 'aws-us-gov-signer-ts'],
  ] as const)('writes trust policy and root certificate, and nothing else, for %s', async (partition, store) => {
    const written = await writeNotationConfiguration(directory, { ...configuration, partition });
    const certificate = join(written, 'truststore', 'x509', 'signingAuthority', store, 'root.crt');
    const files = entriesOf(written).filter((path) => !lstatSync(path).isDirectory());
    expect([...files].sort()).toEqual([join(written, 'trustpolicy.json'), certificate].sort());
    expect(readFileSync(certificate, 'utf8')).toBe('the root');
    expect(readFileSync(join(written, 'trustpolicy.json'), 'utf8')).toBe(
      trustPolicyDocument({ ...configuration, partition }),
    );
  });

  it('writes regular files only, also when the root certificate is a symbolic link', async () => {
    const link = join(directory, 'link.pem');
    symlinkSync(configuration.rootCertificate, link);
    const written = await writeNotationConfiguration(directory, { ...configuration, rootCertificate: link });
    const links = entriesOf(written).filter((path) => lstatSync(path).isSymbolicLink());
    expect(links).toEqual([]);
  });

  it('hides the trust policy from other users', async () => {
    const written = await writeNotationConfiguration(directory, configuration);
    expect(lstatSync(join(written, 'trustpolicy.json')).mode & 0o077).toBe(0);
    expect(lstatSync(written).mode & 0o077).toBe(0);
  });

  it('writes a new directory each time', async () => {
    const [first, second] = await Promise.all([
      writeNotationConfiguration(directory, configuration),
      writeNotationConfiguration(directory, configuration),
    ]);
    expect(first).not.toBe(second);
  });

  it('fails when the root certificate is missing', async () => {
    const rootCertificate = join(directory, 'no.pem');
    await expect(writeNotationConfiguration(directory, { ...configuration, rootCertificate })).rejects.toThrow(
      'ENOENT',
    );
  });
});

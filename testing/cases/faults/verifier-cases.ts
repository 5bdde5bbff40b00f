import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PLUGIN_NAME } from '../../tools/signer-plugin';
import { type Expected, service } from '../expected';
import type { CaseEnvironment } from '../case-environment';
import type { CaseRequest, VerificationCase } from '../verification-case';

const STORE = join('truststore', 'x509', 'signingAuthority', 'aws-signer-ts');
const POLICY = 'trustpolicy.json';

type Damage = (directory: string) => Promise<void>;

const policy = (change: object): Damage => {
  return (directory) =>
    writeFile(
      join(directory, POLICY),
      JSON.stringify({
        version: '1.0',
        trustPolicies: [
          {
            name: 'image-trust',
            registryScopes: ['*'],
            signatureVerification: { level: 'strict' },
            trustStores: ['signingAuthority:aws-signer-ts'],
            trustedIdentities: ['arn:aws:signer:us-east-1:111122223333:/signing-profiles/any'],
            ...change,
          },
        ],
      }),
    );
};

const FAULT = service('tool-failed');
// The errors of a plugin that fails during verification don't tell its own failures from those of AWS Signer.
const PLUGIN_FAILED = service('signer-unavailable');

const DAMAGES: readonly (readonly [name: string, title: string, damage: Damage, expected?: Expected])[] = [
  ['no-policy', 'no trust policy', (directory) => rm(join(directory, POLICY))],
  ['policy-garbage', 'a trust policy that is not JSON', (directory) => writeFile(join(directory, POLICY), 'garbage')],
  ['policy-without-store', 'a trust policy that names no trust store', policy({ trustStores: [] })],
  [
    'policy-unknown-level',
    'a trust policy with an unknown verification level',
    policy({ signatureVerification: { level: 'lax' } }),
  ],
  [
    'policy-skips',
    'a trust policy that skips verification',
    policy({ signatureVerification: { level: 'skip' }, trustStores: [], trustedIdentities: [] }),
  ],
  [
    'policy-for-others',
    'a trust policy for other repositories only',
    policy({ registryScopes: ['registry.example/other'] }),
  ],
  ['policy-wildcard', 'a trust policy that trusts everyone', policy({ trustedIdentities: ['*'] }), PLUGIN_FAILED],
  ['no-store', 'no trust store', (directory) => rm(join(directory, STORE), { recursive: true })],
  ['store-empty', 'a trust store without certificates', (directory) => rm(join(directory, STORE, 'root.crt'))],
  [
    'store-garbage',
    'a trust store with a file that is not a certificate',
    (directory) => writeFile(join(directory, STORE, 'root.crt'), 'garbage'),
  ],
];

const damagedCases = DAMAGES.map(([name, what, damage, expected = FAULT]): VerificationCase => ({
  name: `verifier-${name}`,
  title: `the verifier has ${what}`,
  expected,
  setUp: async (environment) => ({ reference: (await environment.signed()).reference, damage }),
}));

const metadata = (name: string): string =>
  JSON.stringify({
    name,
    description: 'a plugin',
    version: '1.0.0',
    url: 'https://plugin.example',
    supportedContractVersions: ['1.0'],
    capabilities: ['SIGNATURE_VERIFIER.TRUSTED_IDENTITY'],
  });

interface Program {
  readonly name: string;
  readonly title: string;
  /** The lines of a shell script. Without them, there is no file. */
  readonly script?: readonly string[];
  readonly mode?: number;
  readonly expected?: Expected;
}

const PROGRAMS: readonly Program[] = [
  { name: 'absent', title: 'is missing' },
  { name: 'not-executable', title: 'is not executable', script: [], mode: 0o644 },
  { name: 'babbles', title: 'writes something other than JSON', script: ['echo hello'] },
  { name: 'of-another-name', title: 'reports another name', script: [`echo '${metadata('other')}'`] },
  {
    name: 'crashes',
    title: 'crashes',
    script: ['echo broken >&2', 'exit 3'],
  },
  {
    name: 'crashes-on-verify',
    title: 'crashes during verification',
    script: ['[ "$1" = get-plugin-metadata ] || { echo broken >&2; exit 3; }', `echo '${metadata(PLUGIN_NAME)}'`],
    expected: PLUGIN_FAILED,
  },
];

const withPlugin = async (environment: CaseEnvironment, { script, mode = 0o755 }: Program): Promise<CaseRequest> => {
  const plugins = join(environment.emulated.directory, `libexec-${environment.name}`);
  const directory = join(plugins, 'plugins', PLUGIN_NAME);
  await mkdir(directory, { recursive: true });
  const path = join(directory, `notation-${PLUGIN_NAME}`);
  if (script !== undefined) {
    await writeFile(path, `#!/bin/sh\n${script.join('\n')}\n`);
    await chmod(path, mode);
  }
  return { reference: (await environment.signed()).reference, plugins };
};

const pluginCases = PROGRAMS.map((program): VerificationCase => ({
  name: `verifier-plugin-${program.name}`,
  title: `the AWS Signer plugin ${program.title}`,
  expected: program.expected ?? FAULT,
  setUp: (environment) => withPlugin(environment, program),
}));

const ROOTS: readonly (readonly [name: string, title: string, content?: string])[] = [
  ['absent', 'is missing'],
  ['empty', 'is empty', ''],
  ['garbage', 'is not a certificate', 'garbage'],
];

const rootCases = ROOTS.map(([name, what, content]): VerificationCase => ({
  name: `verifier-root-${name}`,
  title: `the file of AWS Signer's root certificate ${what}`,
  expected: FAULT,
  setUp: async (environment) => {
    const rootCertificate = join(environment.emulated.directory, `root-${name}`);
    if (content !== undefined) await writeFile(rootCertificate, content);
    return { reference: (await environment.signed()).reference, rootCertificate };
  },
}));

/** Failures of the verifier itself. */
export const verifierCases: readonly VerificationCase[] = [...damagedCases, ...pluginCases, ...rootCases];

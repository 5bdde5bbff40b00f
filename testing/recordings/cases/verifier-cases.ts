import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PLUGIN_NAME } from '../../tools/signer-plugin';
import { type Expected, image, service } from '../recording';
import { STATEMENT } from '../run-case';
import type { CaseEnvironment } from '../case-environment';
import type { CaseQuestion, RecordedCase } from '../recorded-case';

const STORE = join('truststore', 'x509', 'signingAuthority', 'aws-signer-ts');
const POLICY = 'trustpolicy.json';

type Spoil = (directory: string) => Promise<void>;

const policy = (change: object): Spoil => {
  return (directory) =>
    writeFile(
      join(directory, POLICY),
      JSON.stringify({
        version: '1.0',
        trustPolicies: [
          {
            name: STATEMENT,
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
// What the plugin says when it fails in the middle of its work is about AWS Signer as often as about itself.
const UNASKED = service('signer-unavailable');

const SPOILT: readonly (readonly [name: string, title: string, spoil: Spoil, expected?: Expected])[] = [
  ['no-policy', 'no trust policy', (directory) => rm(join(directory, POLICY))],
  ['policy-garbage', 'a trust policy that is no JSON', (directory) => writeFile(join(directory, POLICY), 'garbage')],
  ['policy-without-store', 'a trust policy that names no store', policy({ trustStores: [] })],
  ['policy-unknown-level', 'a trust policy of an unknown level', policy({ signatureVerification: { level: 'lax' } })],
  [
    'policy-skips',
    'a trust policy that skips the verification',
    policy({ signatureVerification: { level: 'skip' }, trustStores: [], trustedIdentities: [] }),
  ],
  [
    'policy-for-others',
    'a trust policy for other repositories only',
    policy({ registryScopes: ['registry.example/other'] }),
  ],
  ['policy-wildcard', 'a trust policy that would trust everyone', policy({ trustedIdentities: ['*'] }), UNASKED],
  ['no-store', 'no trust store', (directory) => rm(join(directory, STORE), { recursive: true })],
  ['store-empty', 'a trust store without certificates', (directory) => rm(join(directory, STORE, 'root.crt'))],
  [
    'store-garbage',
    'a trust store with something else than certificates',
    (directory) => writeFile(join(directory, STORE, 'root.crt'), 'garbage'),
  ],
];

const spoiltTakes = SPOILT.map(([name, what, spoil, expected = FAULT]): RecordedCase => ({
  name: `verifier-${name}`,
  title: `the verifier has ${what}`,
  expected,
  setUp: async (stage) => ({ reference: (await stage.signed()).reference, spoil }),
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
  /** Lines of a shell script; no file at all without them. */
  readonly script?: readonly string[];
  readonly mode?: number;
  readonly expected?: Expected;
}

const PROGRAMS: readonly Program[] = [
  { name: 'absent', title: 'is missing' },
  { name: 'not-executable', title: 'may not be executed', script: [], mode: 0o644 },
  { name: 'babbles', title: 'answers with something else than JSON', script: ['echo hello'] },
  { name: 'of-another-name', title: 'gives another name', script: [`echo '${metadata('other')}'`] },
  {
    // All that is told of it is an error of JSON, which could be about the signature as well.
    name: 'crashes',
    title: 'crashes',
    script: ['echo broken >&2', 'exit 3'],
    expected: image('signature-unreadable'),
  },
  {
    name: 'crashes-on-verify',
    title: 'crashes when it is to verify',
    script: ['[ "$1" = get-plugin-metadata ] || { echo broken >&2; exit 3; }', `echo '${metadata(PLUGIN_NAME)}'`],
    expected: UNASKED,
  },
];

const withPlugin = async (stage: CaseEnvironment, { script, mode = 0o755 }: Program): Promise<CaseQuestion> => {
  const plugins = join(stage.emulated.directory, `libexec-${stage.name}`);
  const directory = join(plugins, 'plugins', PLUGIN_NAME);
  await mkdir(directory, { recursive: true });
  const path = join(directory, `notation-${PLUGIN_NAME}`);
  if (script !== undefined) {
    await writeFile(path, `#!/bin/sh\n${script.join('\n')}\n`);
    await chmod(path, mode);
  }
  return { reference: (await stage.signed()).reference, plugins };
};

const pluginTakes = PROGRAMS.map((program): RecordedCase => ({
  name: `verifier-plugin-${program.name}`,
  title: `AWS Signer’s plugin ${program.title}`,
  expected: program.expected ?? FAULT,
  setUp: (stage) => withPlugin(stage, program),
}));

/** Faults of the verifier itself. */
export const verifierCases: readonly RecordedCase[] = [...spoiltTakes, ...pluginTakes];

import { PLUGIN_NAME } from '../../tools/signer-plugin';
import type { CraftedEnvelope } from '../../signer/craft-envelope';
import { createSigningChain } from '../../certificates/signing-chain';
import { type Expected, service, untrusted } from '../expected';
import { besideGood } from './beside-good';
import type { CaseEnvironment } from '../case-environment';
import type { VerificationCase } from '../verification-case';

const claiming = (claims: Partial<CraftedEnvelope>): VerificationCase['setUp'] => {
  return async (environment) => ({ reference: (await environment.crafted(claims)).reference });
};

const enveloped = (envelope: string, mediaType?: string): VerificationCase['setUp'] => {
  return async (environment) => {
    const image = await environment.push();
    const content = { kind: 'envelope', envelope: Buffer.from(envelope), ...(mediaType && { mediaType }) } as const;
    await environment.emulated.registry.attachSignature(image, content);
    return { reference: image.reference };
  };
};

/** A signature whose manifest has one layer, with these changes. */
export const layered = (
  change: (environment: CaseEnvironment) => object | Promise<object>,
): VerificationCase['setUp'] => {
  return async (environment) => {
    const layer = await environment.layer();
    await environment.handmade({ layers: [{ ...layer, ...(await change(environment)) }] });
    return { reference: (await environment.push()).reference };
  };
};

type Row = readonly [name: string, title: string, setUp: VerificationCase['setUp'], expected?: Expected];

const WITHOUT_CHAIN = JSON.stringify({
  payload: 'e30',
  protected: Buffer.from(JSON.stringify({ alg: 'ES384', cty: 'application/vnd.cncf.notary.payload.v1+json' })).toString(
    'base64url',
  ),
  header: {},
  signature: 'AAAA',
});

const ROWS: readonly Row[] = [
  ['other-plugin', 'names another plugin', claiming({ verificationPlugin: 'no.such.plugin' })],
  [
    'plugin-with-quote',
    'names the AWS Signer plugin followed by other text',
    claiming({ verificationPlugin: `${PLUGIN_NAME}", x` }),
  ],
  [
    'plugin-in-capitals',
    'names the AWS Signer plugin in capitals',
    claiming({ verificationPlugin: PLUGIN_NAME.toUpperCase() }),
  ],
  ['plugin-empty', 'has a blank plugin name', claiming({ verificationPlugin: ' ' })],
  ['plugin-by-path', 'names a plugin by a path', claiming({ verificationPlugin: `../plugins/${PLUGIN_NAME}` })],
  [
    'version-99',
    'AWS Signer made, and that requires a plugin version which does not exist yet',
    claiming({ verificationPluginMinVersion: '99.0.0' }),
    // Only AWS Signer itself can bring this about: the verifier has to be upgraded.
    service('tool-failed'),
  ],
  [
    'version-99-tampered',
    'requires a plugin version that does not exist yet, and was tampered with',
    claiming({ verificationPluginMinVersion: '99.0.0', signature: 'tampered' }),
  ],
  [
    'version-99-own-chain',
    'requires a plugin version that does not exist yet, with a chain of its own',
    async (environment) =>
      claiming({ verificationPluginMinVersion: '99.0.0', chain: await createSigningChain() })(environment),
  ],
  [
    'version-no-semver',
    'requires a plugin version that is not a version',
    claiming({ verificationPluginMinVersion: 'latest' }),
  ],
  ['version-empty', 'requires an empty plugin version', claiming({ verificationPluginMinVersion: '' })],
  ['envelope-empty-object', 'is an empty object', enveloped('{}')],
  ['envelope-garbage', 'is not JSON', enveloped('garbage')],
  ['envelope-without-chain', 'contains no certificates', enveloped(WITHOUT_CHAIN)],
  ['envelope-media-type', 'has an unknown media type', enveloped('{}', 'application/x-foreign')],
  [
    'envelope-media-type-newline',
    'has newlines in its media type',
    enveloped('{}', 'a\nError: b\nlevel=warning msg=c'),
  ],
  ['envelope-cose-garbage', 'claims to be COSE but is not', enveloped('{}', 'application/cose')],
  [
    'manifest-index',
    'is listed as an index',
    async (environment) => {
      await environment.handmade({ mediaType: 'application/vnd.oci.image.index.v1+json' });
      return { reference: (await environment.push()).reference };
    },
  ],
  [
    'two-layers',
    'has two layers',
    async (environment) => {
      await environment.handmade({ layers: [await environment.layer(), await environment.layer()] });
      return { reference: (await environment.push()).reference };
    },
  ],
  [
    'no-layer',
    'has no layer',
    async (environment) => {
      await environment.handmade({ layers: [] });
      return { reference: (await environment.push()).reference };
    },
  ],
  ['huge-blob', 'claims a blob of more than 32 MiB', layered(() => ({ size: 34_603_008 }))],
  ['layer-too-long', 'claims more bytes than its layer has', layered(() => ({ size: 10_000_000 }))],
  ['layer-too-short', 'claims fewer bytes than its layer has', layered(() => ({ size: 1 }))],
  ['layer-negative', 'claims a negative size for its layer', layered(() => ({ size: -1 }))],
  ['layer-size-no-number', 'claims a size that is not a number', layered(() => ({ size: 'large' }))],
  ['layer-absent', 'names a layer that does not exist', layered(() => ({ digest: `sha256:${'7'.repeat(64)}` }))],
  [
    'layer-of-other-content',
    'names another blob of the repository as its layer',
    layered(async (environment) => {
      const other = await environment.layer();
      return { digest: other.digest, size: other.size + 1 };
    }),
  ],
  ['plugin-long', 'names a plugin of 4,096 characters', claiming({ verificationPlugin: 'x'.repeat(4_096) })],
];

/** The registry's list of signatures is longer than is read: a good signature would not be found in it either. */
const longListCase: VerificationCase = {
  name: 'crafted-long-annotations',
  title: 'signatures whose annotations make the list of signatures longer than is read',
  expected: untrusted('too-many-signatures'),
  setUp: async (environment) => {
    for (const letter of ['a', 'b']) await environment.handmade({ annotations: { long: letter.repeat(2_200_000) } });
    return { reference: (await environment.push()).reference };
  },
};

const cases = ROWS.map(([name, what, setUp, expected = untrusted('signature-invalid')]): VerificationCase => ({
  name: `crafted-${name}`,
  title: `a signature that ${what}`,
  expected,
  setUp,
}));

/** Signatures that were crafted to prevent a verdict, alone and beside a good one. */
export const craftedCases: readonly VerificationCase[] = [...cases, longListCase, ...cases.flatMap(besideGood)];

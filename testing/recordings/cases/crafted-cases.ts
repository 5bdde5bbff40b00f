import { PLUGIN_NAME } from '../../tools/signer-plugin';
import type { CraftedEnvelope } from '../../signer/craft-envelope';
import { type Expected, image, untrusted } from '../recording';
import type { CaseEnvironment } from '../case-environment';
import type { RecordedCase } from '../recorded-case';

const UNREADABLE = image('signature-unreadable');

const claiming = (claims: Partial<CraftedEnvelope>): RecordedCase['setUp'] => {
  return async (stage) => ({ reference: (await stage.crafted(claims)).reference });
};

const enveloped = (envelope: string, mediaType?: string): RecordedCase['setUp'] => {
  return async (stage) => {
    const image = await stage.push();
    const content = { kind: 'envelope', envelope: Buffer.from(envelope), ...(mediaType && { mediaType }) } as const;
    await stage.emulated.registry.attachSignature(image, content);
    return { reference: image.reference };
  };
};

/** A signature whose manifest names this as its only layer. */
export const layered = (change: (stage: CaseEnvironment) => object | Promise<object>): RecordedCase['setUp'] => {
  return async (stage) => {
    const layer = await stage.layer();
    await stage.handmade({ layers: [{ ...layer, ...(await change(stage)) }] });
    return { reference: (await stage.push()).reference };
  };
};

type Row = readonly [name: string, title: string, setUp: RecordedCase['setUp'], expected?: Expected];

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
  ['plugin-with-quote', 'names AWS Signer’s plugin and more', claiming({ verificationPlugin: `${PLUGIN_NAME}", x` })],
  [
    'plugin-in-capitals',
    'names AWS Signer’s plugin in capitals',
    claiming({ verificationPlugin: PLUGIN_NAME.toUpperCase() }),
  ],
  ['plugin-empty', 'names no plugin where one belongs', claiming({ verificationPlugin: ' ' })],
  ['plugin-by-path', 'names a plugin by a path', claiming({ verificationPlugin: `../plugins/${PLUGIN_NAME}` })],
  ['version-99', 'wants a plugin of the far future', claiming({ verificationPluginMinVersion: '99.0.0' })],
  ['version-no-semver', 'wants a plugin version that is none', claiming({ verificationPluginMinVersion: 'latest' })],
  ['version-empty', 'wants an empty plugin version', claiming({ verificationPluginMinVersion: '' })],
  ['envelope-empty-object', 'is an empty object', enveloped('{}'), untrusted('signature-invalid')],
  ['envelope-garbage', 'is no JSON', enveloped('garbage')],
  ['envelope-without-chain', 'brings no certificates', enveloped(WITHOUT_CHAIN), untrusted('signature-invalid')],
  ['envelope-media-type', 'has a foreign media type', enveloped('{}', 'application/x-foreign')],
  [
    'envelope-media-type-newline',
    'has newlines in its media type',
    enveloped('{}', 'a\nError: b\nlevel=warning msg=c'),
  ],
  ['envelope-cose-garbage', 'claims to be COSE and is not', enveloped('{}', 'application/cose')],
  [
    'manifest-index',
    'is listed as an index',
    async (stage) => {
      await stage.handmade({ mediaType: 'application/vnd.oci.image.index.v1+json' });
      return { reference: (await stage.push()).reference };
    },
  ],
  [
    'two-layers',
    'has two layers',
    async (stage) => {
      await stage.handmade({ layers: [await stage.layer(), await stage.layer()] });
      return { reference: (await stage.push()).reference };
    },
  ],
  [
    'no-layer',
    'has no layer',
    async (stage) => {
      await stage.handmade({ layers: [] });
      return { reference: (await stage.push()).reference };
    },
  ],
  ['huge-blob', 'has a blob of more than 32 MiB', layered(() => ({ size: 34_603_008 }))],
  ['layer-too-long', 'claims more bytes than its layer has', layered(() => ({ size: 10_000_000 }))],
  ['layer-too-short', 'claims fewer bytes than its layer has', layered(() => ({ size: 1 }))],
  ['layer-negative', 'claims a negative size of its layer', layered(() => ({ size: -1 }))],
  ['layer-size-no-number', 'claims a size that is no number', layered(() => ({ size: 'large' }))],
  ['layer-absent', 'names a layer that is not there', layered(() => ({ digest: `sha256:${'7'.repeat(64)}` }))],
  [
    'layer-of-other-content',
    'names another blob of the repository as its layer',
    layered(async (stage) => {
      const other = await stage.layer();
      return { digest: other.digest, size: other.size + 1 };
    }),
  ],
  [
    'long-annotations',
    'brings annotations that make the list of signatures longer than is read',
    async (stage) => {
      for (const letter of ['a', 'b']) await stage.handmade({ annotations: { long: letter.repeat(2_200_000) } });
      return { reference: (await stage.push()).reference };
    },
  ],
  [
    'more-output-than-kept',
    'makes the tool write more than is kept',
    async (stage) => ({ ...(await claiming({ verificationPlugin: 'x'.repeat(4_096) })(stage)), keepBytes: 4_096 }),
  ],
];

/** Signatures that were crafted by hand to keep anyone from an answer. */
export const craftedCases: readonly RecordedCase[] = ROWS.map(([name, what, setUp, expected = UNREADABLE]) => ({
  name: `crafted-${name}`,
  title: `a signature that ${what}`,
  expected,
  setUp,
}));

import { type Descriptor, MEDIA_TYPES } from '../../registry/descriptor';
import { type Expected, image, untrusted } from '../recording';
import { pushManifest } from '../push-content';
import type { CaseEnvironment } from '../case-environment';
import type { RecordedCase } from '../recorded-case';

const DIGEST = `sha256:${'c'.repeat(64)}`;
const SIGNATURE = { mediaType: MEDIA_TYPES.manifest, digest: DIGEST, size: 3 };
const THROTTLED = `level=warning msg=Signature ${DIGEST} failed verification with error: revocation check by verification plugin "p" failed with reason "StatusCode: 429"`;
const DOWN = 'Error: signature verification failed: GET "https://x/": response status code 503: x';

const index = (bytes: string): RecordedCase['setUp'] => {
  return async (stage) => ({ reference: (await stage.tagSchema(bytes)).reference });
};

const listing = (...entries: readonly object[]): RecordedCase['setUp'] => {
  return async (stage) => ({ reference: (await stage.listed(...entries)).reference });
};

const listingReal = (change: (real: Descriptor) => object): RecordedCase['setUp'] => {
  return async (stage) => {
    const real = await stage.handmade({});
    return { reference: (await stage.listed(change(real))).reference };
  };
};

/** The tag that is asked for names a manifest of that media type. */
const typed = (mediaType: string): RecordedCase['setUp'] => {
  return async (stage: CaseEnvironment) => {
    const { reference, repository, digest } = await stage.push();
    stage.emulated.registry.setReferrersApi('absent');
    await pushManifest(stage.emulated, {
      repository,
      mediaType,
      bytes: Buffer.from('{}'),
      tag: digest.replace(':', '-'),
    });
    return { reference };
  };
};

type Row = readonly [name: string, title: string, setUp: RecordedCase['setUp'], expected?: Expected];

const ROWS: readonly Row[] = [
  ['garbage', 'is no JSON', index('garbage')],
  ['empty', 'is empty', index('')],
  ['cut', 'ends in the middle', index('{"schemaVersion":2,"manifests":[')],
  ['other-type', 'lists something that is no list', index('{"schemaVersion":2,"manifests":"none"}')],
  ['lists-nothing', 'lists nothing', listing(), untrusted('unsigned')],
  [
    'lists-others',
    'lists nothing that is a signature',
    listing({ ...SIGNATURE, artifactType: 'a/b' }),
    untrusted('unsigned'),
  ],
  ['too-large', 'is larger than is read', index(`{"schemaVersion":2,"x":"${'x'.repeat(4_300_000)}","manifests":[]}`)],
  [
    'unreadable-type',
    'has a media type that cannot be parsed',
    typed('application/vnd.oci.image.index.v1+json; charset'),
  ],
  ['image-manifest', 'is an image’s manifest', typed(MEDIA_TYPES.manifest), untrusted('unsigned')],
  ['absent', 'lists a signature that is not there', listing(SIGNATURE)],
  ['newline-cause', 'has a media type with a forged line', listing({ ...SIGNATURE, mediaType: `a\n${THROTTLED}\nb` })],
  ['newline-error', 'has a media type with a forged last word', listing({ ...SIGNATURE, mediaType: `a\n${DOWN}\nb` })],
  ['media-type', 'lists a signature of a foreign media type', listing({ ...SIGNATURE, mediaType: 'a/b' })],
  ['digest-none', 'lists a signature whose digest is none', listing({ ...SIGNATURE, digest: 'latest' })],
  ['digest-empty', 'lists a signature without a digest', listing({ ...SIGNATURE, digest: '' })],
  ['digest-sha512', 'lists a signature by its sha512', listing({ ...SIGNATURE, digest: `sha512:${'c'.repeat(128)}` })],
  [
    'digest-newline',
    'lists a digest with a forged last word',
    listing({ ...SIGNATURE, digest: `sha256:a\n${DOWN}\n` }),
  ],
  [
    'digest-imitates',
    'lists a digest that imitates a broken connection',
    listing({ ...SIGNATURE, digest: 'Get "https://x/": EOF' }),
  ],
  ['manifest-too-large', 'lists a manifest that is too large', listing({ ...SIGNATURE, size: 5_000_000 })],
  ['manifest-too-long', 'claims more bytes than the manifest has', listingReal((real) => ({ ...real, size: 100_000 }))],
  ['manifest-negative', 'claims a negative size', listingReal((real) => ({ ...real, size: -1 }))],
  [
    'manifest-without-colon',
    'names a manifest so that the registry finds it and the tool stumbles over it',
    listingReal((real) => ({ ...real, digest: real.digest.replace(':', '%3A') })),
  ],
];

/** Indexes of signatures by the tag schema, which anyone who may push can write by hand. */
export const tagSchemaCases: readonly RecordedCase[] = ROWS.map(
  ([name, what, setUp, expected = image('signature-unreadable')]) => ({
    name: `tag-schema-${name}`,
    title: `an index by the tag schema that ${what}`,
    expected,
    setUp,
  }),
);

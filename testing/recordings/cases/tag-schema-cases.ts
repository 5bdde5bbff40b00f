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
  return async (environment) => ({ reference: (await environment.tagSchema(bytes)).reference });
};

const listing = (...entries: readonly object[]): RecordedCase['setUp'] => {
  return async (environment) => ({ reference: (await environment.listed(...entries)).reference });
};

const listingReal = (change: (real: Descriptor) => object): RecordedCase['setUp'] => {
  return async (environment) => {
    const real = await environment.handmade({});
    return { reference: (await environment.listed(change(real))).reference };
  };
};

/** The tag of the tag schema names a manifest of that media type. */
const typed = (mediaType: string): RecordedCase['setUp'] => {
  return async (environment: CaseEnvironment) => {
    const { reference, repository, digest } = await environment.push();
    environment.emulated.registry.setReferrersApi('absent');
    await pushManifest(environment.emulated, {
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
  ['garbage', 'is not JSON', index('garbage')],
  ['empty', 'is empty', index('')],
  ['cut', 'ends in the middle', index('{"schemaVersion":2,"manifests":[')],
  ['other-type', 'has a list of another type', index('{"schemaVersion":2,"manifests":"none"}')],
  ['lists-nothing', 'lists nothing', listing(), untrusted('unsigned')],
  ['lists-others', 'lists no signatures', listing({ ...SIGNATURE, artifactType: 'a/b' }), untrusted('unsigned')],
  [
    'too-large',
    'is larger than notation reads',
    index(`{"schemaVersion":2,"x":"${'x'.repeat(4_300_000)}","manifests":[]}`),
  ],
  [
    'unreadable-type',
    'has a media type that cannot be parsed',
    typed('application/vnd.oci.image.index.v1+json; charset'),
  ],
  ['image-manifest', "is an image's manifest", typed(MEDIA_TYPES.manifest), untrusted('unsigned')],
  ['absent', 'lists a signature that does not exist', listing(SIGNATURE)],
  ['newline-cause', 'has a media type with a forged line', listing({ ...SIGNATURE, mediaType: `a\n${THROTTLED}\nb` })],
  ['newline-error', 'has a media type with a forged error line', listing({ ...SIGNATURE, mediaType: `a\n${DOWN}\nb` })],
  ['media-type', 'lists a signature of an unknown media type', listing({ ...SIGNATURE, mediaType: 'a/b' })],
  ['digest-none', 'lists a signature whose digest is not a digest', listing({ ...SIGNATURE, digest: 'latest' })],
  ['digest-empty', 'lists a signature without a digest', listing({ ...SIGNATURE, digest: '' })],
  ['digest-sha512', 'lists a signature by its SHA-512', listing({ ...SIGNATURE, digest: `sha512:${'c'.repeat(128)}` })],
  [
    'digest-newline',
    'lists a digest with a forged error line',
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
    'lists a digest that the registry accepts and notation does not',
    listingReal((real) => ({ ...real, digest: real.digest.replace(':', '%3A') })),
  ],
];

/** Tag schema indexes of signatures, which anyone with push access can write. */
export const tagSchemaCases: readonly RecordedCase[] = ROWS.map(
  ([name, what, setUp, expected = image('signature-unreadable')]) => ({
    name: `tag-schema-${name}`,
    title: `a tag schema index that ${what}`,
    expected,
    setUp,
  }),
);

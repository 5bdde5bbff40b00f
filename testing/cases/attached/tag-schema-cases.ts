import { type Descriptor, MEDIA_TYPES } from '../../registry/descriptor';
import type { CaseEnvironment } from '../case-environment';
import { type Expected, trusted, untrusted } from '../expected';
import { pushManifest } from '../push-content';
import type { VerificationCase } from '../verification-case';

const DIGEST = `sha256:${'c'.repeat(64)}`;
const SIGNATURE = { mediaType: MEDIA_TYPES.manifest, digest: DIGEST, size: 3 };
const THROTTLED = `level=warning msg=Signature ${DIGEST} failed verification with error: revocation check by verification plugin "p" failed with reason "StatusCode: 429"`;
const DOWN = 'Error: signature verification failed: GET "https://x/": response status code 503: x';

const UNSIGNED = untrusted('unsigned');

const index = (bytes: string): VerificationCase['setUp'] => {
  return async (environment) => ({ reference: (await environment.tagSchema(bytes)).reference });
};

/** The tag of the tag schema names a manifest of that media type. */
const typed = (mediaType: string): VerificationCase['setUp'] => {
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

type Row<T> = readonly [name: string, title: string, content: T, expected?: Expected];

// No index lists a signature here, good or bad: what the tag names hides whatever is attached to the image.
const INDEXES: readonly Row<VerificationCase['setUp']>[] = [
  ['garbage', 'is not JSON', index('garbage')],
  ['empty', 'is empty', index('')],
  ['cut', 'ends in the middle', index('{"schemaVersion":2,"manifests":[')],
  ['other-type', 'has a list of another type', index('{"schemaVersion":2,"manifests":"none"}')],
  [
    'too-large',
    'is larger than is read',
    index(`{"schemaVersion":2,"x":"${'x'.repeat(4_300_000)}","manifests":[]}`),
    untrusted('too-many-signatures'),
  ],
  [
    'unreadable-type',
    'has a media type that cannot be parsed',
    typed('application/vnd.oci.image.index.v1+json; charset'),
  ],
  ['image-manifest', "is an image's manifest", typed(MEDIA_TYPES.manifest)],
];

/** The entries of an index; `real` is a good signature, which a hostile entry may describe wrongly. */
type ToEntries = (real: Descriptor) => readonly object[];

const entry =
  (changes: object): ToEntries =>
  () => [{ ...SIGNATURE, ...changes }];

const INVALID = untrusted('signature-invalid');

const LISTS: readonly Row<ToEntries>[] = [
  ['lists-nothing', 'lists nothing', () => []],
  ['lists-others', 'lists no signatures', entry({ artifactType: 'a/b' })],
  ['absent', 'lists a signature that does not exist', entry({})],
  ['newline-cause', 'has a media type with a forged line', entry({ mediaType: `a\n${THROTTLED}\nb` })],
  ['newline-error', 'has a media type with a forged error line', entry({ mediaType: `a\n${DOWN}\nb` })],
  ['media-type', 'lists a signature of an unknown media type', entry({ mediaType: 'a/b' })],
  ['digest-none', 'lists a signature whose digest is not a digest', entry({ digest: 'latest' })],
  ['digest-empty', 'lists a signature without a digest', entry({ digest: '' })],
  ['digest-sha512', 'lists a signature by its SHA-512', entry({ digest: `sha512:${'c'.repeat(128)}` })],
  ['digest-newline', 'lists a digest with a forged error line', entry({ digest: `sha256:a\n${DOWN}\n` })],
  ['digest-imitates', 'lists a digest that imitates a broken connection', entry({ digest: 'Get "https://x/": EOF' })],
  ['manifest-too-large', 'lists a manifest that is too large', entry({ size: 5_000_000 }), INVALID],
  [
    'manifest-too-long',
    'claims that the manifest of a good signature is too large',
    (real) => [{ ...real, size: 100_000 }],
    INVALID,
  ],
  [
    'manifest-longer',
    'claims one byte more than the manifest of a good signature has',
    (real) => [{ ...real, size: real.size + 1 }],
    // The bytes hash to the digest that is listed: the claimed size makes no difference.
    trusted,
  ],
  ['manifest-negative', 'claims a negative size for a good signature', (real) => [{ ...real, size: -1 }]],
  [
    'manifest-without-colon',
    'lists a digest that only the registry accepts',
    (real) => [{ ...real, digest: real.digest.replace(':', '%3A') }],
  ],
];

const toCase = ([name, what, setUp, expected = UNSIGNED]: Row<VerificationCase['setUp']>): VerificationCase => ({
  name: `tag-schema-${name}`,
  title: `a tag schema index that ${what}`,
  expected,
  setUp,
});

const listing = (
  toEntries: (environment: CaseEnvironment) => Promise<readonly object[]>,
): VerificationCase['setUp'] => {
  return async (environment) => {
    const { reference } = await environment.listed(...(await toEntries(environment)));
    return { reference };
  };
};

const ownEntries = async (environment: CaseEnvironment, toEntries: ToEntries): Promise<readonly object[]> =>
  toEntries(await environment.handmade({}));

/** The list alone, before and after the entry of a good signature. */
const toCases = ([name, what, toEntries, expected]: Row<ToEntries>): readonly VerificationCase[] => [
  toCase([name, what, listing((environment) => ownEntries(environment, toEntries)), expected]),
  toCase([
    `${name}-then-good`,
    `${what}, and then a good signature`,
    listing(async (environment) => [...(await ownEntries(environment, toEntries)), await environment.handmade({})]),
    trusted,
  ]),
  toCase([
    `good-then-${name}`,
    `lists a good signature, and then ${what}`,
    listing(async (environment) => [await environment.handmade({}), ...(await ownEntries(environment, toEntries))]),
    trusted,
  ]),
];

/** Tag schema indexes of signatures, which anyone with push access can write. */
export const tagSchemaCases: readonly VerificationCase[] = [...INDEXES.map(toCase), ...LISTS.flatMap(toCases)];

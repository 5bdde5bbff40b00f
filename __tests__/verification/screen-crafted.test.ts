import { screenEnvelope, screenManifest } from '../../verification';
import { anEnvelope, aSignatureManifest, IMAGE, IMAGE_DESCRIPTOR, PROFILE } from '../support/notation/a-signature';
import {
  chain,
  critical,
  mutated,
  removing,
  setting,
  unprotected,
  withPart,
  type Mutation,
} from '../support/notation/mutate-envelope';

const OTHER = { ...IMAGE_DESCRIPTOR, digest: `sha256:${'0'.repeat(64)}` };
const PLUGIN = 'io.cncf.notary.verificationPlugin';
const VERSION = 'io.cncf.notary.verificationPluginMinVersion';
const SCHEME = 'io.cncf.notary.signingScheme';
const TIME = 'io.cncf.notary.authenticSigningTime';
const EXPIRY = 'io.cncf.notary.expiry';
const JOB = 'com.amazonaws.signer.signingJob';
const SIGNER = 'com.amazonaws.signer.signingProfileVersion';

let good: Buffer;

beforeAll(async () => {
  good = await anEnvelope();
});

const screen = (bytes: Uint8Array) => screenEnvelope(bytes, { image: IMAGE.digest, signers: [PROFILE.arn] });

const invalid = (detail: string): object => ({
  kind: 'excluded',
  reason: 'signature-invalid',
  detail: expect.stringContaining(detail),
});

describe('screenEnvelope excludes as invalid', () => {
  it.each<[string, () => Buffer, string]>([
    ['no JSON', () => Buffer.from('garbage'), 'expected JSON'],
    ['no bytes', () => Buffer.alloc(0), 'expected JSON'],
    ['more than 64 KiB', () => Buffer.concat([good, Buffer.alloc(65_537 - good.length, ' ')]), 'found 65537'],
    ['50 MB of header', () => mutated(good, setting('header', { x: 'a'.repeat(5e7) })), 'at most 65536 bytes'],
    ['a payload twice', () => Buffer.from(`{"payload":"e30",${good.toString().slice(1)}`), 'each key once'],
    ['a second x5c in capitals', () => mutated(good, unprotected('X5C', [])), 'each key once'],
  ])('an envelope with %s', (_, bytes, detail) => {
    expect(screen(bytes())).toEqual(invalid(detail));
  });

  it.each<[string, Mutation, string]>([
    ['no payload', removing('payload'), 'as payload, found nothing'],
    ['no protected header', removing('protected'), 'as protected, found nothing'],
    ['no signature', removing('signature'), 'as signature, found nothing'],
    ['no unprotected header', removing('header'), 'expected an unprotected header'],
    ['a list as unprotected header', setting('header', []), 'expected an unprotected header'],
    ['a number as signature', setting('signature', 7), 'expected a text as signature, found 7'],
    ['an empty signature', setting('signature', ''), 'as signature, found ""'],
    ['padding in a part', setting('payload', 'e30='), 'expected base64url as payload'],
    ['a blank in a part', setting('payload', 'e3 0'), 'expected base64url as payload'],
    ['a payload that is no object', setting('payload', 'W10'), 'expected a JSON object'],
    ['no certificates', chain(() => []), 'expected 1 to 10 certificates, found 0'],
    ['11 certificates', chain(([leaf]) => Array<unknown>(11).fill(leaf)), 'found 11'],
    ['a text as certificates', chain(() => 'AAAA'), 'found no list'],
    ['a certificate of more than 8 KiB', chain((all) => [...all, 'AAAA'.repeat(2_731)]), 'at most 8192 bytes'],
    ['a certificate that is no text', chain((all) => [7, ...all]), 'expected base64'],
    ['an empty certificate', chain((all) => ['', ...all]), 'expected base64'],
    ['a certificate in base64url', chain((all) => ['-___', ...all]), 'expected base64'],
    ['a number as signing agent', unprotected('io.cncf.notary.signingAgent', 7), 'signing agent'],
    ['a number as timestamp', unprotected('io.cncf.notary.timestampSignature', 7), 'timestamp'],
    ['a timestamp that is not base64', unprotected('io.cncf.notary.timestampSignature', '!'), 'timestamp'],
  ])('an envelope with %s', (_, mutation, detail) => {
    expect(screen(mutated(good, mutation))).toEqual(invalid(detail));
  });

  it.each<[string, Mutation, string]>([
    ['another algorithm', setting('alg', 'PS384'), 'expected ES384, ES256 or ES512, found "PS384"'],
    ['no algorithm', setting('alg', 'none'), 'found "none"'],
    ['another content type', setting('cty', 'text/plain'), 'found "text/plain"'],
    ['the scheme of self-made signatures', setting(SCHEME, 'notary.x509'), 'found "notary.x509"'],
    ["another plugin's name", setting(PLUGIN, 'no.such\nError: x'), String.raw`found "no.such\nError: x"`],
    ["the plugin's name in capitals", setting(PLUGIN, 'COM.AMAZONAWS.SIGNER.NOTATION.PLUGIN'), 'found "COM.'],
    ['no plugin', removing(PLUGIN), 'found nothing'],
    ['an absurd plugin version', setting(VERSION, '99'), 'expected a version, found "99"'],
    ['an empty plugin version', setting(VERSION, ''), 'expected a version, found ""'],
    ['a signing time of the other scheme', setting('io.cncf.notary.signingTime', '2026-01-01T00:00:00Z'), 'nothing'],
    ['no signing time', removing(TIME), `only keys of the header, found "${TIME}"`],
    ['a date as signing time', setting(TIME, '2026-01-01'), `${TIME}: expected a time`],
    ['a month that does not exist', setting(TIME, '2026-13-01T00:00:00Z'), `${TIME}: expected a time`],
    ['no job', removing(JOB), `only keys of the header, found "${JOB}"`],
    ['a job with text behind it', setting(JOB, `${PROFILE.arn}/signing-jobs/1 x`), `${JOB}: expected an ARN`],
    ['no signer', removing(SIGNER), `only keys of the header, found "${SIGNER}"`],
    ['a profile without version as signer', setting(SIGNER, PROFILE.arn), `${SIGNER}: expected an ARN`],
    ['a line break behind the signer', setting(SIGNER, `${PROFILE.versionArn}\n`), `${SIGNER}: expected an ARN`],
    ['no critical keys', removing('crit'), 'crit: expected a list of different keys'],
    ['a critical key twice', critical((keys) => [...keys, SIGNER]), 'crit: expected a list of different keys'],
    ['a signer that is not critical', critical((keys) => keys.filter((key) => key !== SIGNER)), `expected ${SIGNER}`],
    ['a critical key that is absent', critical((keys) => [...keys, 'x']), 'only keys of the header, found "x"'],
    ['a critical key that every object has', critical((keys) => [...keys, 'constructor']), 'found "constructor"'],
    ['an expiry that is not critical', setting(EXPIRY, '2099-01-01T00:00:00Z'), `expected ${EXPIRY}`],
  ])('a protected header with %s', (_, mutation, detail) => {
    expect(screen(withPart(good, 'protected', mutation))).toEqual(invalid(detail));
  });

  it('a signature that expires before it was made', async () => {
    const early = await anEnvelope({ signingTime: new Date('2026-01-02'), expiry: new Date('2026-01-01') });
    expect(screen(early)).toEqual(invalid('expected a time after the signing time'));
  });

  it.each<[string, unknown]>([
    ['another image', OTHER],
    ['nothing', undefined],
    ['null', null],
    ['a text', 'text'],
  ])('a signature for %s', (_, target) => {
    expect(screen(withPart(good, 'payload', setting('targetArtifact', target)))).toEqual(
      invalid(`signed artifact: expected ${IMAGE.digest}`),
    );
  });
});

describe('screenManifest', () => {
  it('finds the envelope of a signature as notation attaches it', () => {
    const [layer] = (JSON.parse(aSignatureManifest(good).toString()) as { layers: object[] }).layers;
    const found = { kind: 'envelope', descriptor: layer };
    expect(screenManifest(aSignatureManifest(good), IMAGE.digest)).toEqual(found);
    const typed = { artifactType: 'application/vnd.cncf.notary.signature', config: {} };
    expect(screenManifest(aSignatureManifest(good, typed), IMAGE.digest)).toEqual(found);
  });

  const layer = { mediaType: 'application/jose+json', digest: IMAGE_DESCRIPTOR.digest, size: 100 };

  it.each<[string, object, string]>([
    ['two layers', { layers: [layer, layer] }, 'exactly one layer, found 2'],
    ['no layers', { layers: [] }, 'exactly one layer, found 0'],
    ['a text as layers', { layers: 'x' }, 'exactly one layer, found no list'],
    ['a layer that is null', { layers: [null] }, 'media type of the envelope'],
    ['a COSE envelope', { layers: [{ ...layer, mediaType: 'application/cose' }] }, 'found "application/cose"'],
    ['a huge blob', { layers: [{ ...layer, size: 34_603_008 }] }, 'found 34603008 bytes'],
    ['a negative size', { layers: [{ ...layer, size: -1 }] }, 'found -1 bytes'],
    ['a size that is no number', { layers: [{ ...layer, size: '1' }] }, 'found "1" bytes'],
    ['a digest that is a path', { layers: [{ ...layer, digest: 'sha256:../x' }] }, 'found "sha256:../x"'],
    ['no subject', { subject: undefined }, 'subject of the signature'],
    ['another subject', { subject: OTHER }, `found "${OTHER.digest}"`],
    ['another artifact type', { artifactType: 'text/plain' }, 'artifact type'],
    ['no artifact type', { config: undefined }, 'artifact type'],
    ['the type of an index', { mediaType: 'application/vnd.oci.image.index.v1+json' }, 'media type of the signature'],
    ['more than 64 KiB', { annotations: { x: 'a'.repeat(65_536) } }, 'at most 65536 bytes'],
  ])('excludes a manifest with %s as invalid', (_, overrides, detail) => {
    expect(screenManifest(aSignatureManifest(good, overrides), IMAGE.digest)).toEqual(invalid(detail));
  });
});

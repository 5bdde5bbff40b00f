import { envelopeAuthenticator } from '../../../adapters/notation/authenticate-envelope';
import { toDer } from '../../../testing/certificates/credential';
import { createSigningChain, type SigningChain } from '../../../testing/certificates/signing-chain';
import { screenEnvelope, type Envelope } from '../../../verification';
import { anEnvelope, IMAGE, PROFILE, trustedChain } from '../../support/notation/a-signature';
import { chain as changeChain, mutated, setting, withPart } from '../../support/notation/mutate-envelope';

let trusted: SigningChain;
let own: SigningChain;

beforeAll(async () => {
  trusted = await trustedChain();
  own = await createSigningChain();
});

const toEnvelope = (bytes: Uint8Array): Envelope => {
  const screened = screenEnvelope(bytes, { image: IMAGE.digest, signers: [PROFILE.arn] });
  if (screened.kind !== 'candidate') throw new Error(`expected a candidate: ${screened.detail}`);
  return screened.envelope;
};

const authenticator = () => envelopeAuthenticator(async () => [toDer(own.intermediate), toDer(trusted.root)]);
const authenticate = async (bytes: Uint8Array) => authenticator()(toEnvelope(bytes));

const base64 = (certificate: Buffer): string => certificate.toString('base64');
const derOf = (text = ''): Buffer => Buffer.from(text, 'base64');

describe('envelopeAuthenticator', () => {
  it('lets an envelope of AWS Signer pass', async () => {
    await expect(authenticate(await anEnvelope())).resolves.toBeUndefined();
  });

  it('lets an envelope of AWS Signer pass that needs a newer plugin, but none that is forged', async () => {
    const newer = { verificationPluginMinVersion: '99.0.0' };
    await expect(authenticate(await anEnvelope(newer))).resolves.toBeUndefined();
    await expect(authenticate(await anEnvelope({ ...newer, chain: own }))).resolves.toMatchObject({
      kind: 'bad',
      reason: 'signature-invalid',
    });
  });

  it.each<[string, (good: Buffer) => Promise<Buffer> | Buffer, string]>([
    ['the signature is tampered with', () => anEnvelope({ signature: 'tampered' }), 'not made with the key'],
    [
      'the header is changed',
      (good) => withPart(good, 'protected', setting('io.cncf.notary.authenticSigningTime', '2026-01-01T00:00:00Z')),
      'not made with the key',
    ],
    ['the payload is changed', (good) => withPart(good, 'payload', setting('more', 1)), 'not made with the key'],
    ['the signature is too short', (good) => mutated(good, setting('signature', 'AAAA')), 'does not fit the algorithm'],
    ['the algorithm does not fit', (good) => withPart(good, 'protected', setting('alg', 'ES256')), 'does not fit'],
    [
      'the algorithm fits the signature but not the key',
      (good) => {
        const signature = Buffer.alloc(64, 1).toString('base64url');
        return mutated(withPart(good, 'protected', setting('alg', 'ES256')), setting('signature', signature));
      },
      'does not fit',
    ],
    ['the chain is self-made', () => anEnvelope({ chain: own }), "ends in AWS Signer's root"],
    [
      "AWS Signer's root follows a self-made chain",
      async () =>
        mutated(
          await anEnvelope({ chain: own }),
          changeChain((all) => [...all, base64(toDer(trusted.root))]),
        ),
      'issued by the one that follows',
    ],
    [
      "a self-made certificate precedes AWS Signer's",
      async (good) =>
        mutated(
          await anEnvelope({ chain: own }),
          changeChain(([leaf]) => [leaf, ...(JSON.parse(good.toString()) as { header: { x5c: string[] } }).header.x5c]),
        ),
      'issued by the one that follows',
    ],
    [
      'the leaf issued it',
      (good) =>
        mutated(
          good,
          changeChain(([leaf, ...all]) => [leaf, leaf, ...all]),
        ),
      'issued by',
    ],
    [
      'only the root is there',
      (good) =>
        mutated(
          good,
          changeChain((all) => all.slice(-1)),
        ),
      'not made with the key',
    ],
    [
      'the root is there twice',
      (good) =>
        mutated(
          good,
          changeChain((all) => [...all, ...all.slice(-1)]),
        ),
      'root certificate only at the end',
    ],
    [
      'the order is wrong',
      (good) =>
        mutated(
          good,
          changeChain(([a, b, c]) => [b, a, c]),
        ),
      'issued by the one',
    ],
    [
      'a certificate is garbage',
      (good) =>
        mutated(
          good,
          changeChain(([, ...all]) => ['AAAA', ...all]),
        ),
      'X.509',
    ],
    [
      'a certificate is followed by garbage',
      (good) =>
        mutated(
          good,
          changeChain(([a, ...all]) => [base64(Buffer.concat([derOf(a), Buffer.of(0)])), ...all]),
        ),
      'DER, nothing more',
    ],
    [
      'a certificate is PEM',
      (good) =>
        mutated(
          good,
          changeChain(([a = '', ...all]) => [
            base64(Buffer.from(`-----BEGIN CERTIFICATE-----\n${a}\n-----END CERTIFICATE-----\n`)),
            ...all,
          ]),
        ),
      'DER, nothing more',
    ],
  ])('calls an envelope forged when %s', async (_, change, detail) => {
    const bytes = await change(await anEnvelope());
    await expect(authenticate(bytes)).resolves.toEqual({
      kind: 'bad',
      reason: 'signature-invalid',
      detail: expect.stringContaining(detail),
    });
  });

  it('is unchecked when the root certificate cannot be read, and reads it again the next time', async () => {
    const answers = [
      () => Promise.reject(new Error("ENOENT: no such file or directory, open '/opt/notation/root.crt'")),
      async () => [Buffer.from('no certificate')],
      async () => [toDer(trusted.root)],
    ];
    const check = envelopeAuthenticator(() => answers.shift()?.() ?? Promise.reject(new Error('read too often')));
    const envelope = toEnvelope(await anEnvelope());
    const failed = { kind: 'unchecked', reason: 'tool-failed' };
    await expect(check(envelope)).resolves.toMatchObject({ ...failed, detail: expect.not.stringContaining('/opt') });
    await expect(check(envelope)).resolves.toMatchObject(failed);
    await expect(check(envelope)).resolves.toBeUndefined();
    await expect(check(envelope)).resolves.toBeUndefined();
  });
});

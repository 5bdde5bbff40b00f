import { verify, type KeyObject } from 'node:crypto';
import {
  badSignature,
  messageOf,
  toPublicDetail,
  uncheckedSignature,
  type AuthenticateEnvelope,
  type BadSignature,
  type Envelope,
  type SignatureAlgorithm,
} from '../../verification';
import { CertificateChainError, chainVerifier, type VerifyChain } from './certificate-chain';

interface Algorithm {
  readonly hash: string;
  readonly curve: string;
  readonly signatureBytes: number;
}

// https://www.rfc-editor.org/rfc/rfc7518#section-3.4
const ALGORITHMS: Readonly<Record<SignatureAlgorithm, Algorithm>> = {
  ES256: { hash: 'sha256', curve: 'prime256v1', signatureBytes: 64 },
  ES384: { hash: 'sha384', curve: 'secp384r1', signatureBytes: 96 },
  ES512: { hash: 'sha512', curve: 'secp521r1', signatureBytes: 132 },
};

const forged = (detail: string): BadSignature => badSignature('signature-invalid', detail);

// With a callback the work is done outside of the event loop, so that many forged signatures do not hold it up.
const isSignedBy = ({ signingInput, signature }: Envelope, key: KeyObject, hash: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    verify(hash, Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature, (error, result) =>
      error === null ? resolve(result) : reject(error),
    );
  });

const whyForged = async (envelope: Envelope, verifyChain: VerifyChain): Promise<BadSignature | undefined> => {
  const { claims, certificates, signature } = envelope;
  const { hash, curve, signatureBytes } = ALGORITHMS[claims.algorithm];
  const key = verifyChain(certificates);
  if (key.asymmetricKeyDetails?.namedCurve !== curve || signature.length !== signatureBytes)
    return forged(`the signature or its key does not fit the algorithm ${claims.algorithm}`);
  return (await isSignedBy(envelope, key, hash))
    ? undefined
    : forged('the signature was not made with the key of its certificate');
};

/** Keeps what was made, but not a failure to make it. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
};

/**
 * Finds out with Node's own cryptography whether AWS Signer made an envelope. It only excludes what is forged, before a
 * process is started for it; what it lets pass, notation decides.
 */
export const envelopeAuthenticator = (readRoots: () => Promise<readonly Uint8Array[]>): AuthenticateEnvelope => {
  const chains = once(async () => chainVerifier(await readRoots()));
  return async (envelope) => {
    try {
      return await whyForged(envelope, await chains());
    } catch (error) {
      if (error instanceof CertificateChainError) return forged(`certificate chain: ${error.message}`);
      return uncheckedSignature(
        'tool-failed',
        toPublicDetail(`the signature could not be checked: ${messageOf(error)}`),
      );
    }
  };
};

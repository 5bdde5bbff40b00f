import { decodeBase64, decodeBase64Url } from './base64';
import type { Digest } from './digest';
import { readClaims, type SignatureClaims } from './signature-claims';
import { MAX_ENVELOPE_BYTES, SignatureFormatError } from './signature-manifest';
import { parseStrictJson, quoteShort, type JsonObject } from './strict-json';

/** A certificate chain has at most this many certificates. */
const MAX_CERTIFICATES = 10;

/** A certificate has at most this many bytes; those of AWS Signer have about 1,000. */
const MAX_CERTIFICATE_BYTES = 8 * 1024;

/** A parsed envelope, of which nothing is verified yet. */
export interface Envelope {
  readonly claims: SignatureClaims;
  /** The text that is signed: protected header and payload. */
  readonly signingInput: string;
  readonly signature: Uint8Array;
  /** DER certificates, from the signing one to the root. */
  readonly certificates: readonly Uint8Array[];
  /** The same in two envelopes only if they differ in nothing that decides on them. */
  readonly identity: string;
}

const textOf = (object: JsonObject, key: string): string => {
  const value = object[key];
  if (typeof value !== 'string' || value === '')
    throw new SignatureFormatError(`envelope: expected a text as ${key}, found ${quoteShort(value)}`);
  return value;
};

const decodePart = (envelope: JsonObject, key: string): Uint8Array => {
  const bytes = decodeBase64Url(textOf(envelope, key));
  if (bytes === undefined || bytes.length === 0)
    throw new SignatureFormatError(`envelope: expected base64url as ${key}`);
  return bytes;
};

const headerOf = ({ header }: JsonObject): JsonObject => {
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw new SignatureFormatError('envelope: expected an unprotected header');
  return header as JsonObject;
};

const toCertificate = (text: unknown): Uint8Array => {
  const bytes = typeof text === 'string' ? decodeBase64(text) : undefined;
  if (bytes === undefined || bytes.length === 0) throw new SignatureFormatError('certificate chain: expected base64');
  if (bytes.length > MAX_CERTIFICATE_BYTES)
    throw new SignatureFormatError(
      `certificate chain: expected at most ${MAX_CERTIFICATE_BYTES} bytes a certificate, found ${bytes.length}`,
    );
  return bytes;
};

const certificatesOf = ({ x5c }: JsonObject): readonly Uint8Array[] => {
  if (!Array.isArray(x5c) || x5c.length < 1 || x5c.length > MAX_CERTIFICATES)
    throw new SignatureFormatError(
      `certificate chain: expected 1 to ${MAX_CERTIFICATES} certificates, found ${Array.isArray(x5c) ? x5c.length : 'no list'}`,
    );
  return x5c.map(toCertificate);
};

// notation refuses these when they have another type: then two envelopes of one identity would differ.
const checkUnsigned = (header: JsonObject): void => {
  const { 'io.cncf.notary.signingAgent': agent, 'io.cncf.notary.timestampSignature': timestamp } = header;
  if (agent !== undefined && typeof agent !== 'string')
    throw new SignatureFormatError('envelope: expected a text as signing agent');
  if (timestamp !== undefined && (typeof timestamp !== 'string' || decodeBase64(timestamp) === undefined))
    throw new SignatureFormatError('envelope: expected base64 as timestamp signature');
};

/**
 * Parses the envelope of a signature that AWS Signer may have made for `image`.
 * @throws SignatureFormatError or StrictJsonError when it cannot be one.
 */
export const parseEnvelope = (bytes: Uint8Array, image: Digest): Envelope => {
  if (bytes.length > MAX_ENVELOPE_BYTES)
    throw new SignatureFormatError(`envelope: expected at most ${MAX_ENVELOPE_BYTES} bytes, found ${bytes.length}`);
  const envelope = parseStrictJson(bytes);
  const header = headerOf(envelope);
  checkUnsigned(header);
  const certificates = certificatesOf(header);
  const signature = decodePart(envelope, 'signature');
  const signed = { header: decodePart(envelope, 'protected'), payload: decodePart(envelope, 'payload') };
  const claims = readClaims(parseStrictJson(signed.header), parseStrictJson(signed.payload), image);
  const signingInput = `${textOf(envelope, 'protected')}.${textOf(envelope, 'payload')}`;
  return { claims, signingInput, signature, certificates, identity: JSON.stringify([signingInput, header['x5c']]) };
};

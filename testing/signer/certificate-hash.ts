import { createHash } from 'node:crypto';

const contentStart = (der: Buffer, at: number): number => {
  const length = der.readUInt8(at + 1);
  return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
};

const contentLength = (der: Buffer, at: number): number => {
  const length = der.readUInt8(at + 1);
  return length < 0x80 ? length : der.readUIntBE(at + 2, length & 0x7f);
};

/** The first element inside the outermost DER sequence, with its own header. */
const signedPart = (der: Buffer): Buffer => {
  const start = contentStart(der, 0);
  return der.subarray(start, contentStart(der, start) + contentLength(der, start));
};

/**
 * How AWS Signer identifies a certificate: the SHA-384 of its signed part, followed by that of its issuer's.
 * https://docs.aws.amazon.com/signer/latest/api/API_GetRevocationStatus.html
 */
export const toCertificateHash = (der: Buffer, issuerDer: Buffer): string =>
  [der, issuerDer].map((one) => createHash('sha384').update(signedPart(one)).digest('hex')).join('');

import { createHash } from 'node:crypto';

/**
 * How AWS Signer names a certificate: the SHA-384 of its signed part, then that of its issuer's.
 * https://docs.aws.amazon.com/signer/latest/api/API_GetRevocationStatus.html
 */
export function toCertificateHash(der: Buffer, issuerDer: Buffer): string {
  return [der, issuerDer].map((one) => createHash('sha384').update(signedPart(one)).digest('hex')).join('');
}

/** The first element inside the outermost DER sequence, with its own header. */
function signedPart(der: Buffer): Buffer {
  const start = contentStart(der, 0);
  return der.subarray(start, contentStart(der, start) + contentLength(der, start));
}

function contentStart(der: Buffer, at: number): number {
  const length = der.readUInt8(at + 1);
  return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
}

function contentLength(der: Buffer, at: number): number {
  const length = der.readUInt8(at + 1);
  return length < 0x80 ? length : der.readUIntBE(at + 2, length & 0x7f);
}

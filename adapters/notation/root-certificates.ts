import { readFile } from 'node:fs/promises';

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** The DER certificates in a file that holds either PEM or one DER certificate, as notation's trust store accepts them. */
export const parseCertificates = (content: Buffer): readonly Buffer[] => {
  const blocks = [...content.toString('latin1').matchAll(PEM)].map(([, text = '']) => Buffer.from(text, 'base64'));
  return blocks.length > 0 ? blocks : [content];
};

/** Reads the root certificates in a file. */
export const readRootCertificates = async (path: string): Promise<readonly Buffer[]> =>
  parseCertificates(await readFile(path));

import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { parseTrustDocument } from '../../contracts/trust-document/trust-document';
import type { AddressedTrustDocument } from '../../verification';

/** Where the trust document is; its key contains its hash. */
export interface TrustDocumentLocation {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Reads the trust document once and keeps it; a failed read is not kept, so that the next invocation reads again.
 * @throws what the SDK throws, or TrustDocumentRefusal when the bytes are refused.
 */
export const trustDocumentReader = (
  client: S3Client,
  { bucket, key }: TrustDocumentLocation,
): (() => Promise<AddressedTrustDocument>) => {
  let kept: Promise<AddressedTrustDocument> | undefined;
  const read = async (): Promise<AddressedTrustDocument> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Error(`s3:GetObject: expected the bytes of ${key}, found none`);
    return parseTrustDocument(await Body.transformToByteArray(), key);
  };
  return () => {
    kept ??= read().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
};

import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { parseReport } from '../../contracts/report/parse-report';
import type { Report } from '../../contracts/report/report-schema';

/**
 * Reads a report by its key from the bucket of reports.
 * @throws what the SDK throws, or InvalidInputError when it is no report.
 */
export const reportReader =
  (client: S3Client, bucket: string) =>
  async (key: string): Promise<Report> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Error(`s3:GetObject: expected the bytes of ${key}, found none`);
    return parseReport(await Body.transformToString(), key);
  };

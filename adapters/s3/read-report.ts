import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { reportSchema, type Report } from '../../contracts/report/report-schema';
import { parseContract } from '../../contracts/schema/parse-contract';
import { readEvent } from '../../contracts/events/read-event';

/**
 * Reads a report by its key from the bucket of reports.
 * @throws what the SDK throws, or InvalidInputError when it is no report.
 */
export const reportReader =
  (client: S3Client, bucket: string) =>
  async (key: string): Promise<Report> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Error(`s3:GetObject: expected the bytes of ${key}, found none`);
    return parseContract(reportSchema, readEvent(await Body.transformToString(), key), key);
  };

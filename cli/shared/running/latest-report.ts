import type { ReportStore } from '../../../adapters/s3/report-store';
import type { Report } from '../../../contracts/report/report-schema';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { callingWith } from '../calling-aws';
import { ToolFailure } from '../failure';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: without s3:ListBucket, a missing object is denied.
const calling = callingWith([
  [/AccessDenied/, 'ask for s3:GetObject and s3:ListBucket on the bucket of reports, or wait for the first sweep'],
]);

const isWithoutBucket = ({ cause }: ToolFailure): boolean => cause instanceof Error && cause.name === 'NoSuchBucket';

/**
 * The latest report in a store; undefined if there is none, or no bucket.
 * @throws ToolFailure when S3 refuses it, or when it is no report that this version can read.
 */
export const latestReport = async ({ readLatest }: Pick<ReportStore, 'readLatest'>): Promise<Report | undefined> => {
  try {
    return await calling('s3:GetObject on the bucket of reports', readLatest());
  } catch (error) {
    if (error instanceof ToolFailure && isWithoutBucket(error)) return undefined;
    if (error instanceof InvalidInputError)
      throw new ToolFailure('failed', `the latest report cannot be read: ${error.message}`, { cause: error });
    throw error;
  }
};

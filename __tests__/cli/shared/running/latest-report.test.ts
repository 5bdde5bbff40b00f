import { latestReport } from '../../../../cli/shared/running/latest-report';
import { parseReport } from '../../../../contracts/report/parse-report';
import type { Report } from '../../../../contracts/report/report-schema';
import { sampleReport } from '../../../support/report/sample-report';

/** What the SDK throws. */
const anAwsError = (name: string): Error => Object.assign(new Error('no'), { name, $metadata: {} });

const latest = (readLatest: () => Promise<Report | undefined>): Promise<Report | undefined> =>
  latestReport({ readLatest });

const failing = (error: Error): Promise<Report | undefined> => latest(() => Promise.reject(error));

describe('latestReport', () => {
  it('is the report in the store', async () => {
    expect(await latest(async () => sampleReport())).toEqual(sampleReport());
  });

  it('is undefined without a report, and without a bucket', async () => {
    expect(await latest(async () => undefined)).toBeUndefined();
    expect(await failing(anAwsError('NoSuchBucket'))).toBeUndefined();
  });

  it('says which permissions are missing', async () => {
    await expect(failing(anAwsError('AccessDenied'))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('ask for s3:GetObject and s3:ListBucket on the bucket of reports') as unknown,
    });
  });

  it('says that the stored report cannot be read', async () => {
    await expect(latest(async () => parseReport('{}', 'reports/1.json'))).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/^the latest report cannot be read: reports\/1\.json/) as unknown,
    });
  });

  it('rethrows what it does not know', async () => {
    await expect(failing(new TypeError('a defect'))).rejects.toThrow(TypeError);
  });
});

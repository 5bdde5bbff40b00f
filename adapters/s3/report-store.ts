import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { LATEST_REPORT_KEY, reportKeys, sweepStateKey } from '../../contracts/report/report-format';
import { parseLatestReport } from '../../contracts/report/latest-report';
import { parseReport } from '../../contracts/report/parse-report';
import type { Report } from '../../contracts/report/report-schema';

/** A report and the page that shows it. */
export interface WrittenReport {
  readonly report: Report;
  readonly html: string;
}

/** The bucket of reports and of the state of unfinished sweeps. Each function throws what the SDK throws. */
export interface ReportStore {
  /**
   * Reads the latest report; undefined if there is none.
   * @throws InvalidInputError when the object is no report.
   */
  readonly readLatest: () => Promise<Report | undefined>;
  /** Writes a report, and makes it the latest one unless a later sweep's is. */
  readonly write: (written: WrittenReport) => Promise<void>;
  /** Reads what `keepState` kept for a sweep; undefined if nothing. */
  readonly readState: (sweep: string) => Promise<string | undefined>;
  readonly keepState: (sweep: string, state: string) => Promise<void>;
  readonly dropState: (sweep: string) => Promise<void>;
}

interface Found {
  readonly bytes: Uint8Array;
  readonly etag: string | undefined;
}

/** How often the pointer to the latest report is read anew because another sweep moved it meanwhile. */
const MOVE_ATTEMPTS = 5;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
const isOvertaken = (error: unknown): boolean =>
  ['PreconditionFailed', 'ConditionalRequestConflict'].includes(nameOf(error));

const objects = (client: S3Client, Bucket: string) => ({
  read: async (Key: string): Promise<Found | undefined> => {
    try {
      const { Body, ETag: etag } = await client.send(new GetObjectCommand({ Bucket, Key }));
      if (Body === undefined) throw new Error(`s3:GetObject: expected the bytes of ${Key}, found none`);
      return { bytes: await Body.transformToByteArray(), etag };
    } catch (error) {
      if (error instanceof NoSuchKey || nameOf(error) === 'NoSuchKey') return undefined;
      throw error;
    }
  },
  put: async (Key: string, rest: Omit<PutObjectCommandInput, 'Bucket' | 'Key'>): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket, Key, ...rest }));
  },
  drop: async (Key: string): Promise<void> => {
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
  },
});

type Objects = ReturnType<typeof objects>;

const textOf = ({ bytes }: Found): string => new TextDecoder().decode(bytes);

const JSON_TYPE = 'application/json';

/** Moves the pointer to the latest report forward, never back: a slow sweep must not hide a later one's report. */
const moveLatest = async ({ read, put }: Pick<Objects, 'read' | 'put'>, sweep: string, attempt = 1): Promise<void> => {
  const found = await read(LATEST_REPORT_KEY);
  if (found !== undefined && (parseLatestReport(textOf(found))?.sweep ?? '') >= sweep) return;
  const condition = found === undefined ? { IfNoneMatch: '*' } : { IfMatch: found.etag };
  const Body = JSON.stringify({ version: 1, sweep, key: reportKeys(sweep).json });
  try {
    await put(LATEST_REPORT_KEY, { Body, ContentType: JSON_TYPE, ...condition });
  } catch (error) {
    if (!isOvertaken(error) || attempt >= MOVE_ATTEMPTS) throw error;
    await moveLatest({ read, put }, sweep, attempt + 1);
  }
};

const readLatest = async ({ read }: Objects): Promise<Report | undefined> => {
  const pointer = await read(LATEST_REPORT_KEY);
  const latest = pointer && parseLatestReport(textOf(pointer));
  const found = latest && (await read(latest.key));
  return found && parseReport(textOf(found), latest.key);
};

/** Makes the store of reports in a bucket. */
export const reportStore = (client: S3Client, bucket: string): ReportStore => {
  const all = objects(client, bucket);
  return {
    readLatest: () => readLatest(all),
    write: async ({ report, html }) => {
      const keys = reportKeys(report.sweep);
      await all.put(keys.html, { Body: html, ContentType: 'text/html; charset=utf-8' });
      await all.put(keys.json, { Body: JSON.stringify(report), ContentType: JSON_TYPE });
      await moveLatest(all, report.sweep);
    },
    readState: async (sweep) => {
      const found = await all.read(sweepStateKey(sweep));
      return found && (await promisify(gunzip)(found.bytes)).toString('utf8');
    },
    keepState: async (sweep, state) => all.put(sweepStateKey(sweep), { Body: await promisify(gzip)(state) }),
    dropState: (sweep) => all.drop(sweepStateKey(sweep)),
  };
};

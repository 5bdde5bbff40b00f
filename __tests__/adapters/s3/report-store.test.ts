import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { reportStore } from '../../../adapters/s3/report-store';
import { LATEST_REPORT_KEY, reportKeys, sweepStateKey } from '../../../contracts/report/report-format';
import { awsFailure } from '../../support/aws/aws-failure';
import { sampleReport } from '../../support/report/sample-report';

const s3 = mockClient(S3Client);
const store = reportStore(new S3Client({ region: 'eu-west-1' }), 'dev-reports');
const EARLIER = '2026-03-01T11:00:00.000Z';
const SWEEP = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T13:00:00.000Z';
const REPORT = sampleReport({ sweep: SWEEP });

interface Stored {
  readonly Body: string | Uint8Array;
  readonly ETag: string;
}

/** The objects of the bucket, by their keys. */
let objects: Map<string, Stored>;
/** What another sweep does between the next read of the pointer and the write after it. */
let meanwhile: (() => void)[];
let written: number;

const pointerTo = (sweep: string): string => JSON.stringify({ version: 1, sweep, key: reportKeys(sweep).json });

const put = (key: string, Body: string | Uint8Array): void => {
  written += 1;
  objects.set(key, { Body, ETag: `"${written}"` });
};

const latest = (): unknown => JSON.parse(String(objects.get(LATEST_REPORT_KEY)?.Body ?? 'null'));

beforeEach(() => {
  objects = new Map();
  meanwhile = [];
  written = 0;
  s3.reset();
  s3.on(GetObjectCommand).callsFake(({ Key = '' }: { readonly Key?: string }) => {
    const found = objects.get(Key);
    if (Key === LATEST_REPORT_KEY) meanwhile.shift()?.();
    if (found === undefined) throw awsFailure('NoSuchKey');
    return { ETag: found.ETag, Body: { transformToByteArray: async () => Buffer.from(found.Body) } };
  });
  s3.on(PutObjectCommand).callsFake(
    ({ Key = '', Body = '', IfMatch, IfNoneMatch }: Record<string, string | undefined>) => {
      const found = objects.get(Key);
      if (IfNoneMatch !== undefined && found !== undefined) throw awsFailure('PreconditionFailed');
      if (IfMatch !== undefined && found?.ETag !== IfMatch) throw awsFailure('PreconditionFailed');
      put(Key, Body);
    },
  );
  s3.on(DeleteObjectCommand).callsFake(({ Key = '' }: { readonly Key?: string }) => void objects.delete(Key));
});

describe('reportStore', () => {
  it('writes the report, its page and the pointer to it, the pointer last', async () => {
    await store.write({ report: REPORT, html: '<html></html>' });
    const { html, json } = reportKeys(SWEEP);
    expect([...objects.keys()].at(-1)).toBe(LATEST_REPORT_KEY);
    expect(objects.get(html)?.Body).toBe('<html></html>');
    expect(JSON.parse(String(objects.get(json)?.Body))).toEqual(REPORT);
    expect(latest()).toEqual({ version: 1, sweep: SWEEP, key: json });
    const types = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.ContentType);
    expect(types).toEqual(['text/html; charset=utf-8', 'application/json', 'application/json']);
  });

  it('reads back the report that it wrote, and its sweep', async () => {
    await expect(store.readLatest()).resolves.toBeUndefined();
    await expect(store.readLatestSweep()).resolves.toBeUndefined();
    await store.write({ report: REPORT, html: '' });
    await expect(store.readLatest()).resolves.toEqual(REPORT);
    await expect(store.readLatestSweep()).resolves.toBe(SWEEP);
  });

  it.each([
    ['an earlier one', EARLIER, SWEEP],
    ['the same one', SWEEP, SWEEP],
    ['a later one', LATER, LATER],
  ])('moves the pointer forward, never back: it named %s', async (_which, before, after) => {
    put(LATEST_REPORT_KEY, pointerTo(before));
    await store.write({ report: REPORT, html: '' });
    expect(latest()).toMatchObject({ sweep: after });
    expect(objects.has(reportKeys(SWEEP).json)).toBe(true);
  });

  it.each([
    ['an earlier one', EARLIER, SWEEP],
    ['a later one', LATER, LATER],
  ])('looks at the pointer again when another sweep wrote it first: %s', async (_which, other, after) => {
    meanwhile = [() => put(LATEST_REPORT_KEY, pointerTo(other))];
    await store.write({ report: REPORT, html: '' });
    expect(latest()).toMatchObject({ sweep: after });
  });

  it('looks at the pointer again when another sweep moved it meanwhile', async () => {
    put(LATEST_REPORT_KEY, pointerTo('2026-03-01T10:00:00.000Z'));
    meanwhile = [() => put(LATEST_REPORT_KEY, pointerTo(LATER))];
    await store.write({ report: REPORT, html: '' });
    expect(latest()).toMatchObject({ sweep: LATER });
  });

  it('gives up after five lost races', async () => {
    meanwhile = Array.from({ length: 10 }, () => () => put(LATEST_REPORT_KEY, pointerTo(EARLIER)));
    await expect(store.write({ report: REPORT, html: '' })).rejects.toThrow('the call failed');
    expect(meanwhile).toHaveLength(5);
  });

  it('replaces a pointer that is none', async () => {
    put(LATEST_REPORT_KEY, '{}');
    await store.write({ report: REPORT, html: '' });
    expect(latest()).toMatchObject({ sweep: SWEEP });
  });

  it('refuses an object that is no report', async () => {
    put(LATEST_REPORT_KEY, pointerTo(SWEEP));
    put(reportKeys(SWEEP).json, '{}');
    await expect(store.readLatest()).rejects.toThrow(reportKeys(SWEEP).json);
  });

  it('takes no other failure for a missing object', async () => {
    s3.on(GetObjectCommand).rejects(awsFailure('AccessDenied'));
    await expect(store.readState(SWEEP)).rejects.toThrow('the call failed');
  });

  it('keeps the state of a sweep compressed, reads it back and drops it', async () => {
    await expect(store.readState(SWEEP)).resolves.toBeUndefined();
    const state = 'ä'.repeat(10_000);
    await store.keepState(SWEEP, state);
    await expect(store.readState(SWEEP)).resolves.toBe(state);
    expect(Buffer.from(objects.get(sweepStateKey(SWEEP))?.Body ?? '').length).toBeLessThan(1_000);
    await store.dropState(SWEEP);
    await expect(store.readState(SWEEP)).resolves.toBeUndefined();
  });
});

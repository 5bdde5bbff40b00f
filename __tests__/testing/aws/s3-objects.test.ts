import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { EmulatedAws } from '../../../testing/aws/emulated-aws';
import { startAwsAlone, wireSettings } from './wire-settings';

const Bucket = 'reports';
const at = { Bucket, Key: 'reports/latest.json' };

let aws: EmulatedAws;
let s3: S3Client;

beforeAll(async () => {
  aws = await startAwsAlone();
  s3 = new S3Client({ ...wireSettings(aws), forcePathStyle: true });
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

describe('objects in S3', () => {
  it('keep their content type', async () => {
    await s3.send(new PutObjectCommand({ ...at, Body: '{}', ContentType: 'application/json' }));
    await expect(s3.send(new GetObjectCommand(at))).resolves.toMatchObject({ ContentType: 'application/json' });
    expect(aws.getObject(at.Bucket, at.Key)?.bytes.toString()).toBe('{}');
  });

  it('are listed by prefix and by pages, in the order of their keys', async () => {
    for (const key of ['b/2', 'b/1', 'b/<3>', 'a/1']) aws.putObject(Bucket, key, Buffer.from('x'));
    const list = { Bucket, Prefix: 'b/', MaxKeys: 2 };
    const first = await s3.send(new ListObjectsV2Command(list));
    const second = await s3.send(new ListObjectsV2Command({ ...list, ContinuationToken: first.NextContinuationToken }));
    const keys = [first, second].map(({ Contents }) => Contents?.map(({ Key }) => Key));
    expect(keys).toEqual([['b/1', 'b/2'], ['b/<3>']]);
    expect([first.IsTruncated, second.IsTruncated, second.Contents?.[0]?.Size]).toEqual([true, false, 1]);
  });

  it('are deleted, whether or not they exist', async () => {
    aws.putObject(at.Bucket, at.Key, Buffer.from('x'));
    for (const _ of [1, 2]) await s3.send(new DeleteObjectCommand(at));
    expect(aws.getObject(at.Bucket, at.Key)).toBeUndefined();
  });

  it.each([
    ['an object that must not exist but does', { IfNoneMatch: '*' }, 'PreconditionFailed'],
    ['an object that has changed', { IfMatch: '"other"' }, 'PreconditionFailed'],
  ])('are not replaced under a condition: %s', async (_, condition, name) => {
    aws.putObject(at.Bucket, at.Key, Buffer.from('x'));
    const refused = s3.send(new PutObjectCommand({ ...at, ...condition, Body: 'y' }));
    await expect(refused).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 412 } });
  });

  it('are replaced under the conditions that hold', async () => {
    const { ETag } = await s3.send(new PutObjectCommand({ ...at, IfNoneMatch: '*', Body: 'x' }));
    await s3.send(new PutObjectCommand({ ...at, IfMatch: ETag, Body: 'y' }));
    expect(aws.getObject(at.Bucket, at.Key)?.bytes.toString()).toBe('y');
  });

  it('are not created under the condition that they have not changed', async () => {
    const refused = s3.send(new PutObjectCommand({ ...at, IfMatch: '"x"', Body: 'y' }));
    await expect(refused).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

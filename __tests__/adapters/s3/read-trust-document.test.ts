import { GetObjectCommand, S3Client, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { trustDocumentReader } from '../../../adapters/s3/read-trust-document';
import { serializeTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import { awsFailure } from '../../support/aws/aws-failure';
import { aDeployment } from '../../support/deployment/deployment';

const s3 = mockClient(S3Client);
const stored = serializeTrustDocument(toTrustDocument(aDeployment()));
const client = new S3Client({ region: 'eu-west-1' });
const reader = () => trustDocumentReader(client, { bucket: 'dev-trust', key: stored.key });
const reads = (): number => s3.commandCalls(GetObjectCommand).length;

// The reader uses no other method of a body.
const bodyOf = (text: string): Pick<GetObjectCommandOutput, 'Body'> => ({
  Body: { transformToByteArray: async () => new TextEncoder().encode(text) } as GetObjectCommandOutput['Body'],
});

beforeEach(() => {
  s3.reset();
});

describe('trustDocumentReader', () => {
  it('reads the object with this key, and returns it with its hash', async () => {
    s3.on(GetObjectCommand, { Bucket: 'dev-trust', Key: stored.key }).resolves(bodyOf(stored.content));
    await expect(reader()()).resolves.toEqual({ sha256: stored.sha256, document: toTrustDocument(aDeployment()) });
  });

  it('reads once, also for concurrent callers', async () => {
    s3.on(GetObjectCommand).resolves(bodyOf(stored.content));
    const read = reader();
    const documents = await Promise.all([read(), read()]);
    documents.push(await read());
    expect(new Set(documents).size).toBe(1);
    expect(reads()).toBe(1);
  });

  it('reads again after a failed read', async () => {
    s3.on(GetObjectCommand).rejectsOnce(awsFailure('SlowDown')).resolves(bodyOf(stored.content));
    const read = reader();
    await expect(Promise.allSettled([read(), read()])).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    await expect(read()).resolves.toMatchObject({ sha256: stored.sha256 });
    expect(reads()).toBe(2);
  });

  it('refuses bytes that do not hash to the key, and does not keep them', async () => {
    const forged = stored.content.replace('dev_workloads', 'evil_profile');
    s3.on(GetObjectCommand).resolvesOnce(bodyOf(forged)).resolves(bodyOf(stored.content));
    const read = reader();
    await expect(read()).rejects.toMatchObject({ name: 'TrustDocumentRefusal', code: 'hash-mismatch' });
    await expect(read()).resolves.toMatchObject({ sha256: stored.sha256 });
  });

  it('refuses an answer without bytes', async () => {
    s3.on(GetObjectCommand).resolves({});
    await expect(reader()()).rejects.toThrow(`s3:GetObject: expected the bytes of ${stored.key}, found none`);
  });
});

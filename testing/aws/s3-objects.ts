import { createHash } from 'node:crypto';
import * as z from 'zod';
import { paginate } from '../ecs/paginate';
import type { HttpResponse } from '../http/http-message';
import { type AwsActions, element, escapeXml, xmlResponse } from './aws-response';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

/** As many keys as S3 lists in one response. */
const MAX_KEYS = 1_000;

const objectShape = z.object({
  Bucket: z.string().min(1),
  Key: z.string().min(1),
  Body: z.instanceof(Buffer).optional(),
  IfMatch: z.string().optional(),
  IfNoneMatch: z.literal('*').optional(),
  ContentType: z.string().optional(),
});

const listShape = z.object({
  Bucket: z.string().min(1),
  Prefix: z.string().default(''),
  ContinuationToken: z.string().optional(),
  MaxKeys: z.coerce.number().int().min(1).max(MAX_KEYS).default(MAX_KEYS),
});

/** An object in a bucket. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly storedAt: Date;
}

const etagOf = ({ bytes }: StoredObject): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

const toContents = ([key, object]: readonly [string, StoredObject]): string => {
  const { bytes, storedAt } = object;
  const fields = { Key: key, LastModified: storedAt.toISOString(), ETag: etagOf(object), Size: String(bytes.length) };
  return element(
    'Contents',
    Object.entries(fields)
      .map(([name, value]) => element(name, escapeXml(value)))
      .join(''),
  );
};

const noSuchKey = (): AwsError => new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });

/**
 * S3's GetObject, HeadObject, PutObject (also with the conditions If-Match and If-None-Match), DeleteObject and
 * ListObjectsV2 with path-style URLs. Any bucket name exists; only the latest version of an object is kept.
 */
export class S3Objects {
  private readonly buckets = new Map<string, Map<string, StoredObject>>();

  readonly actions: AwsActions = {
    GetObject: (call) => this.read(call),
    HeadObject: (call) => ({ ...this.read(call), body: Buffer.alloc(0) }),
    PutObject: (call) => this.write(call),
    DeleteObject: (call) => {
      const { Bucket, Key } = parseInput(call, objectShape);
      this.buckets.get(Bucket)?.delete(Key);
      return { status: 204, headers: {}, body: Buffer.alloc(0) };
    },
    ListObjectsV2: (call) => this.list(call),
  };

  /** Adds an object, or replaces the one with the same key. */
  put(bucket: string, key: string, bytes: Uint8Array): void {
    this.store({ bucket, key }, bytes);
  }

  /** An object; undefined when it does not exist. */
  get(bucket: string, key: string): StoredObject | undefined {
    return this.buckets.get(bucket)?.get(key);
  }

  /** Forgets every object. */
  clear(): void {
    this.buckets.clear();
  }

  private write(call: AwsCall): HttpResponse {
    const { Bucket, Key, Body = Buffer.alloc(0), IfMatch, IfNoneMatch, ContentType } = parseInput(call, objectShape);
    const present = this.get(Bucket, Key);
    if (IfMatch !== undefined && present === undefined) throw noSuchKey();
    const changed = present !== undefined && IfMatch !== undefined && etagOf(present) !== IfMatch;
    if (changed || (IfNoneMatch !== undefined && present !== undefined))
      throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
        status: 412,
      });
    const stored = this.store({ bucket: Bucket, key: Key }, Body, ContentType);
    return { status: 200, headers: { etag: etagOf(stored) }, body: Buffer.alloc(0) };
  }

  private store(
    { bucket, key }: { readonly bucket: string; readonly key: string },
    bytes: Uint8Array,
    contentType = 'application/octet-stream',
  ): StoredObject {
    const objects = this.buckets.get(bucket) ?? new Map<string, StoredObject>();
    this.buckets.set(bucket, objects);
    const object = { bytes: Buffer.from(bytes), contentType, storedAt: new Date() };
    objects.set(key, object);
    return object;
  }

  private read(call: AwsCall): HttpResponse {
    const { Bucket, Key } = parseInput(call, objectShape);
    const object = this.get(Bucket, Key);
    if (object === undefined) throw noSuchKey();
    const { bytes, contentType, storedAt } = object;
    const headers = {
      'content-type': contentType,
      'content-length': String(bytes.length),
      'last-modified': storedAt.toUTCString(),
      etag: etagOf(object),
    };
    return { status: 200, headers, body: bytes };
  }

  private list(call: AwsCall): HttpResponse {
    const { Bucket, Prefix, ContinuationToken, MaxKeys } = parseInput(call, listShape);
    const all = [...(this.buckets.get(Bucket) ?? [])].filter(([key]) => key.startsWith(Prefix));
    const sorted = all.sort(([a], [b]) => (a < b ? -1 : 1));
    const { page, nextToken } = paginate(sorted, { nextToken: ContinuationToken }, MaxKeys);
    const fields = {
      Name: Bucket,
      Prefix,
      KeyCount: String(page.length),
      MaxKeys: String(MaxKeys),
      IsTruncated: String(nextToken !== undefined),
      ...(nextToken !== undefined && { NextContinuationToken: nextToken }),
    };
    const head = Object.entries(fields).map(([name, value]) => element(name, escapeXml(value)));
    return xmlResponse(200, element('ListBucketResult', [...head, ...page.map(toContents)].join('')));
  }
}

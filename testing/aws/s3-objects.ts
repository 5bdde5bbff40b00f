import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { HttpResponse } from '../http/http-message';
import type { AwsActions } from './aws-response';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

const objectShape = z.object({
  Bucket: z.string().min(1),
  Key: z.string().min(1),
  Body: z.instanceof(Buffer).optional(),
});

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

/** S3's GetObject, HeadObject and PutObject with path-style URLs. Any bucket name exists. */
export class S3Objects {
  private readonly objects = new Map<string, Buffer>();

  readonly actions: AwsActions = {
    GetObject: (call) => this.read(call),
    HeadObject: (call) => ({ ...this.read(call), body: Buffer.alloc(0) }),
    PutObject: (call) => {
      const { Bucket, Key, Body = Buffer.alloc(0) } = parseInput(call, objectShape);
      this.put(Bucket, Key, Body);
      return { status: 200, headers: { etag: etagOf(Body) }, body: Buffer.alloc(0) };
    },
  };

  /** Adds an object, or replaces the one with the same key. */
  put(bucket: string, key: string, bytes: Uint8Array): void {
    this.objects.set(`${bucket}/${key}`, Buffer.from(bytes));
  }

  /** Forgets every object. */
  clear(): void {
    this.objects.clear();
  }

  private read(call: AwsCall): HttpResponse {
    const { Bucket, Key } = parseInput(call, objectShape);
    const body = this.objects.get(`${Bucket}/${Key}`);
    if (body === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(body.length) };
    return { status: 200, headers: { ...headers, etag: etagOf(body) }, body };
  }
}

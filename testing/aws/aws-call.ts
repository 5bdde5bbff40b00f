import type { HttpRequest } from '../http/http-message';

/** One call to AWS as the server understood it. */
export interface AwsCall {
  /** AWS's own short name, as `dynamodb`, `ecs` or `events`. */
  readonly service: string;
  readonly action: string;
  /** Region that the caller signed for, empty when it did not sign. */
  readonly region: string;
  /** The members of the request as the API names them. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether the request carried a Signature Version 4. */
  readonly authorized: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How a service writes its requests and answers. */
export type WireProtocol = 'json' | 'query' | 'rest-xml';

type Understood = Pick<AwsCall, 'service' | 'action' | 'input'> & { readonly protocol: WireProtocol };

const TARGETS: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  AWSEvents: 'events',
  AmazonEC2ContainerServiceV20141113: 'ecs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonSQS: 'sqs',
  Logs_20140328: 'logs',
};
const SCOPE = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d+\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request,/;

const parseMembers = (body: Buffer): Readonly<Record<string, unknown>> => {
  const members: unknown = JSON.parse(body.toString() || '{}');
  return typeof members === 'object' && members !== null ? { ...members } : { body: members };
};

const understandJson = (target: string, body: Buffer): Understood => {
  const [prefix = '', action = ''] = target.split('.');
  return { protocol: 'json', service: TARGETS[prefix] ?? prefix, action, input: parseMembers(body) };
};

const understandQuery = (body: Buffer, signedFor: string): Understood => {
  const { Action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(body.toString()));
  return { protocol: 'query', service: signedFor || 'sns', action: Action, input };
};

const understandObject = ({ method, path, body }: HttpRequest): Understood => {
  const { pathname, searchParams } = new URL(path, 'http://s3');
  const [, Bucket = '', ...key] = pathname.split('/').map(decodeURIComponent);
  const action = searchParams.get('x-id') ?? (method === 'HEAD' ? 'HeadObject' : method);
  const sent = body.length > 0 ? { Body: body } : {};
  return { protocol: 'rest-xml', service: 's3', action, input: { Bucket, Key: key.join('/'), ...sent } };
};

const understand = (request: HttpRequest, signedFor: string): Understood => {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return understandJson(target, request.body);
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? understandQuery(request.body, signedFor) : understandObject(request);
};

/** Understands a request; the protocol is the one in which its answer must be written. */
export const toAwsCall = (
  request: HttpRequest,
  at: number,
): { readonly call: AwsCall; readonly protocol: WireProtocol } => {
  const scope = SCOPE.exec(request.headers.authorization ?? '')?.groups;
  const { protocol, ...understood } = understand(request, scope?.['service'] ?? '');
  return { protocol, call: { ...understood, region: scope?.['region'] ?? '', authorized: scope !== undefined, at } };
};

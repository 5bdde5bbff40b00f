import type { HttpRequest } from '../http/http-message';
import { parseMembers, parseRestRequest } from './rest-call';
import { parseSigningScope } from './signing-scope';

/** One call to AWS. */
export interface AwsCall {
  /** AWS's short name, as `dynamodb`, `ecs` or `events`. */
  readonly service: string;
  readonly action: string;
  /** The region that the request was signed for; empty when it wasn't signed. */
  readonly region: string;
  /** The members of the request, by their names in the API. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether the request carried a Signature Version 4. The signature itself isn't checked. */
  readonly authorized: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Which calls to return; omitted fields match every call. */
export type CallFilter = Partial<Pick<AwsCall, 'service' | 'action' | 'region'>>;

/** Whether a filter selects a call. */
export const matches = (call: AwsCall, { service, action, region }: CallFilter): boolean =>
  (service ?? call.service) === call.service &&
  (action ?? call.action) === call.action &&
  (region ?? call.region) === call.region;

/** The protocol of a service's requests and responses. */
export type WireProtocol = 'json' | 'query' | 'rest-json' | 'rest-xml';

type ParsedRequest = Pick<AwsCall, 'service' | 'action' | 'input'> & { readonly protocol: WireProtocol };

const TARGETS: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  AWSEvents: 'events',
  AmazonEC2ContainerServiceV20141113: 'ecs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonSQS: 'sqs',
  Logs_20140328: 'logs',
};

const parseJsonRequest = (target: string, body: Buffer): ParsedRequest => {
  const [prefix = '', action = ''] = target.split('.');
  return { protocol: 'json', service: TARGETS[prefix] ?? prefix, action, input: parseMembers(body) };
};

const parseQueryRequest = (body: Buffer, signedFor: string): ParsedRequest => {
  const { Action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(body.toString()));
  return { protocol: 'query', service: signedFor || 'sns', action: Action, input };
};

const parseRequest = (request: HttpRequest, signedFor: string): ParsedRequest => {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return parseJsonRequest(target, request.body);
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? parseQueryRequest(request.body, signedFor) : parseRestRequest(request, signedFor);
};

/** The call in a request that was received at that time, and the protocol that its response must use. */
export const toAwsCall = (
  request: HttpRequest,
  at: number,
): { readonly call: AwsCall; readonly protocol: WireProtocol } => {
  const scope = parseSigningScope(request.headers.authorization);
  const { protocol, ...parsed } = parseRequest(request, scope?.service ?? '');
  return { protocol, call: { ...parsed, region: scope?.region ?? '', authorized: scope !== undefined, at } };
};

import type { HttpRequest } from '../http/http-message';

/** The service, action and members that a request in one of AWS's REST protocols stands for. */
export interface RestCall {
  readonly protocol: 'rest-json' | 'rest-xml';
  readonly service: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const INVOKE = /^\/2015-03-31\/functions\/(?<name>[^/]+)\/invocations$/;

const FINDING_ACTIONS: Readonly<Record<string, string>> = {
  'POST /findings/import': 'BatchImportFindings',
  'POST /findings': 'GetFindings',
};

/** The members of a JSON body; a body that is no object becomes the member `body`. */
export const parseMembers = (body: Buffer): Readonly<Record<string, unknown>> => {
  const members: unknown = JSON.parse(body.toString() || '{}');
  return typeof members === 'object' && members !== null ? { ...members } : { body: members };
};

const parseLambdaRequest = ({ method, path, headers, body }: HttpRequest): RestCall => {
  const name = INVOKE.exec(new URL(path, 'http://lambda').pathname)?.groups?.['name'];
  const action = method === 'POST' && name !== undefined ? 'Invoke' : `${method} ${path}`;
  const InvocationType = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const input = { FunctionName: decodeURIComponent(name ?? ''), InvocationType, Payload: body };
  return { protocol: 'rest-json', service: 'lambda', action, input };
};

const parseFindingsRequest = ({ method, path, body }: HttpRequest): RestCall => {
  const named = `${method} ${path}`;
  return {
    protocol: 'rest-json',
    service: 'securityhub',
    action: FINDING_ACTIONS[named] ?? named,
    input: parseMembers(body),
  };
};

/** The members of S3's requests that are not in the path, by their names in the query or in the headers. */
const S3_QUERY = { prefix: 'Prefix', 'continuation-token': 'ContinuationToken', 'max-keys': 'MaxKeys' };
const S3_HEADERS = { 'if-match': 'IfMatch', 'if-none-match': 'IfNoneMatch', 'content-type': 'ContentType' };

const renamed = (
  names: Readonly<Record<string, string>>,
  valueOf: (name: string) => unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, member]) => (valueOf(name) ? [[member, valueOf(name)]] : [])),
  );

const parseS3Request = ({ method, path, headers, body }: HttpRequest): RestCall => {
  const { pathname, searchParams } = new URL(path, 'http://s3');
  const [, Bucket = '', ...key] = pathname.split('/').map(decodeURIComponent);
  const listed = method === 'GET' && searchParams.get('list-type') === '2' ? 'ListObjectsV2' : undefined;
  const action = listed ?? searchParams.get('x-id') ?? (method === 'HEAD' ? 'HeadObject' : method);
  const input = {
    Bucket,
    ...(listed ? renamed(S3_QUERY, (name) => searchParams.get(name)) : { Key: key.join('/') }),
    ...renamed(S3_HEADERS, (name) => headers[name]),
    ...(body.length > 0 ? { Body: body } : {}),
  };
  return { protocol: 'rest-xml', service: 's3', action, input };
};

/** The call in a request whose protocol names its action by method and path; `signedFor` is the service's signing name. */
export const parseRestRequest = (request: HttpRequest, signedFor: string): RestCall => {
  if (signedFor === 'lambda') return parseLambdaRequest(request);
  return signedFor === 'securityhub' ? parseFindingsRequest(request) : parseS3Request(request);
};

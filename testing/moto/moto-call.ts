import type { IncomingHttpHeaders } from 'node:http';
import type { HttpResponse } from '../http/http-message';

/** One call to AWS on its way to moto. */
export interface MotoCall {
  /** The name that the caller signed for, as `sqs` or `monitoring`; empty when it did not sign. */
  readonly service: string;
  /** The operation where the protocol names one, else method and path, as `PUT /signing-profiles/dev`. */
  readonly operation: string;
  readonly region: string;
  /** The id of the key that signed. */
  readonly accessKey: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Answers one call. */
export type HandleCall = (exchange: MotoCall) => Promise<HttpResponse>;

/** Stands between callers and moto: it may answer itself, or change what moto is asked or answers. */
export type Interceptor = (exchange: MotoCall, moto: HandleCall) => Promise<HttpResponse>;

const SCOPE =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKey>[^/]+)\/\d+\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request,/;
const CBOR_OPERATION = /\/operation\/(?<operation>[A-Za-z]+)$/;

const operationOf = ({ method, path, headers, body }: Omit<MotoCall, 'operation'>): string => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  const cbor = CBOR_OPERATION.exec(path)?.groups?.['operation'];
  if (cbor !== undefined) return cbor;
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (isForm) return new URLSearchParams(body.toString()).get('Action') ?? '';
  return `${method} ${path.split('?')[0] ?? ''}`;
};

/** Understands who asks which service for what. */
export const toMotoCall = (request: Pick<MotoCall, 'method' | 'path' | 'headers' | 'body'>): MotoCall => {
  const { accessKey = '', region = '', service = '' } = SCOPE.exec(request.headers.authorization ?? '')?.groups ?? {};
  const known = { ...request, accessKey, region, service };
  return { ...known, operation: operationOf(known) };
};

/** What a JSON call asks for. */
export const jsonInput = ({ body }: Pick<MotoCall, 'body'>): Readonly<Record<string, unknown>> =>
  JSON.parse(body.toString() || '{}') as Readonly<Record<string, unknown>>;

/** The same call with other JSON. */
export const withJson = (exchange: MotoCall, input: object): MotoCall => ({
  ...exchange,
  body: Buffer.from(JSON.stringify(input)),
});

/** An answer with its JSON changed; one that is no success stays as it is. */
export const changeJson = (
  answer: HttpResponse,
  change: (output: Readonly<Record<string, unknown>>) => object,
): HttpResponse => {
  if (answer.status !== 200) return answer;
  const output = JSON.parse(answer.body.toString()) as Readonly<Record<string, unknown>>;
  return { ...answer, body: Buffer.from(JSON.stringify(change(output))) };
};

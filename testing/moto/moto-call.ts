import { parseSigningScope, type SigningScope } from '../aws/signing-scope';
import type { HttpRequest, HttpResponse } from '../http/http-message';

/** One call to AWS on its way to moto. The signing scope is empty when the call isn't signed. */
export interface MotoCall extends SigningScope, Omit<HttpRequest, 'host'> {
  /** The operation if the protocol names one; otherwise method and path, as `PUT /signing-profiles/dev`. */
  readonly operation: string;
}

/** Responds to one call. */
export type HandleCall = (call: MotoCall) => Promise<HttpResponse>;

/** Stands between callers and moto. It may respond itself, or change the call or moto's response. */
export type Interceptor = (call: MotoCall, moto: HandleCall) => Promise<HttpResponse>;

const UNSIGNED: SigningScope = { accessKey: '', region: '', service: '' };
const CBOR_OPERATION = /\/operation\/(?<operation>[A-Za-z]+)$/;

const operationOf = ({ method, path, headers, body }: Omit<HttpRequest, 'host'>): string => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  const cbor = CBOR_OPERATION.exec(path)?.groups?.['operation'];
  if (cbor !== undefined) return cbor;
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (isForm) return new URLSearchParams(body.toString()).get('Action') ?? '';
  return `${method} ${path.split('?')[0] ?? ''}`;
};

/** The call in a request. */
export const toMotoCall = (request: Omit<HttpRequest, 'host'>): MotoCall => ({
  ...request,
  ...(parseSigningScope(request.headers.authorization) ?? UNSIGNED),
  operation: operationOf(request),
});

/** The input of a call in a JSON protocol. */
export const jsonInput = ({ body }: Pick<MotoCall, 'body'>): Readonly<Record<string, unknown>> =>
  JSON.parse(body.toString() || '{}') as Readonly<Record<string, unknown>>;

/** The same call with another JSON input. */
export const withJson = (call: MotoCall, input: object): MotoCall => ({
  ...call,
  body: Buffer.from(JSON.stringify(input)),
});

/** The response with its JSON output changed; a response with another status than 200 is returned unchanged. */
export const changeJson = (
  response: HttpResponse,
  change: (output: Readonly<Record<string, unknown>>) => object,
): HttpResponse => {
  if (response.status !== 200) return response;
  const output = JSON.parse(response.body.toString()) as Readonly<Record<string, unknown>>;
  return { ...response, body: Buffer.from(JSON.stringify(change(output))) };
};

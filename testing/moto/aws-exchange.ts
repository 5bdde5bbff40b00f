import type { IncomingHttpHeaders } from 'node:http';
import type { HttpAnswer } from '../gateway/http-message';

/** One call to AWS on its way to moto. */
export interface AwsExchange {
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
export type AnswerAws = (exchange: AwsExchange) => Promise<HttpAnswer>;

/** Stands between callers and moto: it may answer itself, or change what moto is asked or answers. */
export type Between = (exchange: AwsExchange, moto: AnswerAws) => Promise<HttpAnswer>;

const SCOPE =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKey>[^/]+)\/\d+\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request,/;
const CBOR_OPERATION = /\/operation\/(?<operation>[A-Za-z]+)$/;

const operationOf = ({ method, path, headers, body }: Omit<AwsExchange, 'operation'>): string => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  const cbor = CBOR_OPERATION.exec(path)?.groups?.['operation'];
  if (cbor !== undefined) return cbor;
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (isForm) return new URLSearchParams(body.toString()).get('Action') ?? '';
  return `${method} ${path.split('?')[0] ?? ''}`;
};

/** Understands who asks which service for what. */
export const toAwsExchange = (request: Pick<AwsExchange, 'method' | 'path' | 'headers' | 'body'>): AwsExchange => {
  const { accessKey = '', region = '', service = '' } = SCOPE.exec(request.headers.authorization ?? '')?.groups ?? {};
  const known = { ...request, accessKey, region, service };
  return { ...known, operation: operationOf(known) };
};

/** What a JSON call asks for. */
export const jsonInput = ({ body }: Pick<AwsExchange, 'body'>): Readonly<Record<string, unknown>> =>
  JSON.parse(body.toString() || '{}') as Readonly<Record<string, unknown>>;

/** The same call with other JSON. */
export const withJson = (exchange: AwsExchange, input: object): AwsExchange => ({
  ...exchange,
  body: Buffer.from(JSON.stringify(input)),
});

/** An answer with its JSON changed; one that is no success stays as it is. */
export const changeJson = (
  answer: HttpAnswer,
  change: (output: Readonly<Record<string, unknown>>) => object,
): HttpAnswer => {
  if (answer.status !== 200) return answer;
  const output = JSON.parse(answer.body.toString()) as Readonly<Record<string, unknown>>;
  return { ...answer, body: Buffer.from(JSON.stringify(change(output))) };
};

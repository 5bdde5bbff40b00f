import type { IncomingHttpHeaders } from 'node:http';

/** One request as it came through the gateway, with its whole body. */
export interface HttpRequest {
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One whole answer; `content-length` is added where it is missing. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers one request. */
export type HandleRequest = (request: HttpRequest) => Promise<HttpResponse>;

/** An answer with a JSON body. */
export const jsonResponse = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

/** An error as an OCI registry writes it. */
export const registryError = (
  status: number,
  { code, message }: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => jsonResponse(status, { errors: [{ code, message }] }, headers);

/** An error as AWS's REST JSON protocol writes it. */
export const awsError = (
  status: number,
  { code, message }: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => jsonResponse(status, { message }, { 'x-amzn-errortype': code, ...headers });

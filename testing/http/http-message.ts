import type { IncomingHttpHeaders } from 'node:http';

/** One HTTP request with its whole body. */
export interface HttpRequest {
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One whole HTTP response; servers add `content-length` where it is missing. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Responds to one request. */
export type HandleRequest = (request: HttpRequest) => Promise<HttpResponse>;

/** A response with a JSON body. */
export const jsonResponse = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

/** An error in the format of OCI registries. */
export const registryError = (
  status: number,
  { code, message }: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => jsonResponse(status, { errors: [{ code, message }] }, headers);

/** An error in the format of AWS's REST JSON protocol. */
export const awsError = (
  status: number,
  { code, message }: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => jsonResponse(status, { message }, { 'x-amzn-errortype': code, ...headers });

import type { HttpRequest } from '../http/http-message';

/** How a client authenticated a request. */
export type Authorization = 'none' | 'basic' | 'bearer' | 'sigv4' | 'other';

/** One request to the gateway, without its credentials. */
export interface RecordedRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly authorization: Authorization;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const authorizationOf = (header: string | undefined): Authorization => {
  if (!header) return 'none';
  if (/^basic /i.test(header)) return 'basic';
  if (/^bearer /i.test(header)) return 'bearer';
  return header.startsWith('AWS4-') ? 'sigv4' : 'other';
};

/** The record of a request that was received at that time. */
export const toRecordedRequest = ({ host, method, path, headers }: HttpRequest, at: number): RecordedRequest => ({
  host,
  method,
  path,
  authorization: authorizationOf(headers.authorization),
  at,
});

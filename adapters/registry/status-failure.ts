import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import type { RegistryFailure } from '../../verification';
import type { HttpResponse } from './http/exchange';
import { parseRetryAfter } from './retry-after';

const errorsSchema = z.object({ errors: z.array(z.object({ code: z.string().regex(/^[A-Z0-9_]{1,60}$/) })).min(1) });

// Only the code: a registry's message may repeat URLs with tokens.
const codeOf = ({ body }: HttpResponse): string => {
  const code = errorsSchema.safeParse(parseJsonOrUndefined(body.toString())).data?.errors[0]?.code;
  return code === undefined ? '' : ` (${code})`;
};

/** The failure for a response with another status than 200; `what` is what was requested, `now` in milliseconds. */
export const statusFailure = (response: HttpResponse, what: string, now: number): RegistryFailure => {
  const { status, headers } = response;
  const detail = `${what}: status ${status}${codeOf(response)}`;
  if (status === 404 || status === 410) return { kind: 'absent', detail };
  if (status === 401 || status === 403) return { kind: 'denied', detail };
  if (status === 429) {
    const retryAfterSeconds = parseRetryAfter(headers['retry-after'], now);
    return { kind: 'throttled', detail, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  }
  return { kind: status < 400 ? 'wrong' : 'unavailable', detail };
};

import { createHmac } from 'node:crypto';

/** The header with the seconds since the epoch at which a body was signed. */
export const TIMESTAMP_HEADER = 'x-image-trust-timestamp';

/** The header with the signature: `v1=` and 64 hexadecimal digits. */
export const SIGNATURE_HEADER = 'x-image-trust-signature';

/** The headers that prove who sent a body, and when; `now` in milliseconds since the epoch. */
export const signBody = (body: string, key: string, now: number): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(now / 1_000));
  const digest = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: `v1=${digest}` };
};

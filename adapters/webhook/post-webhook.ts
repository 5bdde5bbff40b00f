import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { parseRetryAfter } from '../registry/retry-after';
import { mayContact, type Reach } from '../registry/http/address-rules';
import type { Connections } from '../registry/http/connections';
import { describeFailure } from '../registry/http/exchange';
import { readBody } from '../registry/http/read-body';
import type { TunnelledOptions } from '../registry/http/tunnel-agent';

/** One message to a webhook. */
export interface WebhookPost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** What came back: a status, or why there is none. No text names more of the address than its host. */
export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterSeconds: number | undefined }
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'not-contacted'; readonly detail: string };

/** What posting depends on. */
export interface PostSettings {
  readonly connections: Connections;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

// A receiver may be inside the network of the function; never this machine, or a metadata service.
const REACH: Reach = 'named';

/** Of a response, nobody reads more. */
const BODY_LIMIT = 16 * 1024;

const send = ({ url, headers, body, signal }: WebhookPost, connections: Connections): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options: TunnelledOptions = {
      ...connections.connectionTo(url, REACH),
      method: 'POST',
      headers: {
        'user-agent': 'ecs-image-trust',
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        ...headers,
      },
      signal,
      tunnelSignal: signal,
    };
    const outgoing = request(url, options);
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    outgoing.on('error', reject);
    outgoing.once('response', resolve);
    outgoing.end(body);
  });

/** Posts messages to a webhook, follows no redirect. Never rejects. */
export const webhookPoster =
  ({ connections, now }: PostSettings) =>
  async (post: WebhookPost): Promise<WebhookAnswer> => {
    const { url, signal } = post;
    if (url.protocol !== 'https:' || !mayContact(url, REACH))
      return { kind: 'not-contacted', detail: `${url.host}: must not be contacted` };
    try {
      const response = await send(post, connections);
      const { statusCode: status = 0, headers } = response;
      // Read, so that the connection can be used again; a failure here does not change the answer.
      await readBody(response, BODY_LIMIT).catch(() => undefined);
      return { kind: 'answered', status, retryAfterSeconds: parseRetryAfter(headers['retry-after'], now()) };
    } catch (error) {
      const detail = signal.aborted ? 'did not answer in time' : describeFailure(error);
      return { kind: 'unreachable', detail: `${url.host}: ${detail}` };
    }
  };

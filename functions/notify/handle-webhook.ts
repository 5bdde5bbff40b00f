import type { WebhookSecretReader } from '../../adapters/secrets-manager/webhook-secret';
import type { WebhookAnswer, WebhookPost } from '../../adapters/webhook/post-webhook';
import { signBody } from '../../adapters/webhook/sign-body';
import { toWebhookBody } from '../../adapters/webhook/to-webhook-body';
import { WEBHOOK_TIMEOUT_MS } from '../../contracts/functions/notify-limits';
import type { VerdictEvent } from '../../contracts/events/verdict-event';
import { decideDelivery } from '../../verification';

/** Thrown when a message was not delivered. Its message names the host of the webhook, and nothing else of its address. */
export class WebhookFailure extends Error {
  override readonly name = 'WebhookFailure';

  constructor(
    /** `refused`: somebody must change something; `unavailable`: a retry may succeed. */
    readonly code: 'refused' | 'unavailable',
    detail: string,
    /** When the receiver wants to be asked again; undefined if it does not say. */
    readonly afterSeconds?: number,
  ) {
    super(`the webhook ${code === 'refused' ? 'refuses the message' : 'is not available'}: ${detail}`);
  }
}

/** What posting to the webhook needs. */
export interface WebhookPorts {
  readonly secret: WebhookSecretReader;
  readonly post: (post: WebhookPost) => Promise<WebhookAnswer>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called after a message was delivered. */
  readonly onDelivered: () => void;
}

const checkAnswer = (host: string, answer: WebhookAnswer): void => {
  switch (answer.kind) {
    case 'unreachable':
      throw new WebhookFailure('unavailable', answer.detail);
    case 'not-contacted':
      throw new WebhookFailure('refused', answer.detail);
    case 'answered': {
      const delivery = decideDelivery(answer);
      const detail = `${host} answers with status ${answer.status}`;
      switch (delivery.kind) {
        case 'delivered':
          return;
        case 'retry':
          throw new WebhookFailure('unavailable', detail, delivery.afterSeconds);
        case 'refused':
          throw new WebhookFailure('refused', detail);
      }
    }
  }
};

/**
 * Posts a verdict to the webhook, signed.
 * @throws WebhookFailure, WebhookSecretError, or what the SDK throws; the secret is then read anew next time.
 */
export const postVerdict = async (verdict: VerdictEvent, ports: WebhookPorts): Promise<void> => {
  const { secret, post, now, onDelivered } = ports;
  const { url, key } = await secret.read();
  const body = toWebhookBody(verdict);
  const signal = AbortSignal.timeout(WEBHOOK_TIMEOUT_MS);
  const answer = await post({ url, headers: signBody(body, key, now()), body, signal });
  try {
    checkAnswer(url.host, answer);
  } catch (error) {
    secret.forget();
    throw error;
  }
  onDelivered();
};

/** What a webhook's answer means for a message. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** The receiver may accept it later; `afterSeconds` if it says when. */
  | { readonly kind: 'retry'; readonly afterSeconds: number | undefined }
  /** The receiver will not accept it as long as nobody changes something. */
  | { readonly kind: 'refused' };

/** A receiver that asks for a longer wait is asked again after this time. */
export const LONGEST_WEBHOOK_WAIT_SECONDS = 3_600;

/** An answer of a webhook; `retryAfterSeconds` is undefined where it does not say when to try again. */
export interface WebhookStatus {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
}

const isTemporary = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Decides by the status of a webhook's answer. A redirect is a refusal: it is never followed. */
export const decideDelivery = ({ status, retryAfterSeconds }: WebhookStatus): Delivery => {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (!isTemporary(status)) return { kind: 'refused' };
  const afterSeconds =
    retryAfterSeconds === undefined ? undefined : Math.min(retryAfterSeconds, LONGEST_WEBHOOK_WAIT_SECONDS);
  return { kind: 'retry', afterSeconds };
};

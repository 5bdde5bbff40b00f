import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';

/** Where messages are posted, and the key that signs them. Neither may be part of an error or a log line. */
export interface WebhookSecret {
  readonly url: URL;
  readonly key: string;
}

/** Thrown when the secret is not what a webhook needs. Its message quotes nothing of the secret. */
export class WebhookSecretError extends Error {
  override readonly name = 'WebhookSecretError';
}

/** A key of this length cannot be guessed, if it is random. */
export const MIN_KEY_LENGTH = 32;

const isHttps = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:';
const hasNoUser = (text: string): boolean => !URL.canParse(text) || new URL(text).username === '';

const FIELDS = {
  url: `url: expected an address https://… without user name`,
  key: `key: expected at least ${MIN_KEY_LENGTH} characters`,
} as const;

const secretSchema = z.object({
  url: z.string().refine(isHttps).refine(hasNoUser),
  key: z.string().min(MIN_KEY_LENGTH),
});

const parseSecret = (text: string | undefined): WebhookSecret => {
  const parsed = secretSchema.safeParse(parseJsonOrUndefined(text ?? ''));
  if (parsed.success) return { url: new URL(parsed.data.url), key: parsed.data.key };
  const paths = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  const problems = Object.entries(FIELDS).flatMap(([field, problem]) => (paths.has(field) ? [problem] : []));
  const wrong = problems.length === 0 ? 'expected a JSON object {"url", "key"}' : problems.join('; ');
  throw new WebhookSecretError(`the secret of the webhook: ${wrong}`);
};

/** For how long a secret is kept, in milliseconds: a key that was replaced is used for at most this long. */
export const SECRET_KEPT_MS = 5 * 60_000;

/** Reads the secret of the webhook. */
export interface WebhookSecretReader {
  /** Throws WebhookSecretError, or what the SDK throws; a failed read is not kept. */
  readonly read: () => Promise<WebhookSecret>;
  /** Has the next call read it anew. */
  readonly forget: () => void;
}

/** What reading the secret depends on. */
export interface WebhookSecretSettings {
  readonly client: SecretsManagerClient;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Reads the secret of the webhook at most every five minutes. */
export const webhookSecretReader = ({ client, arn, now }: WebhookSecretSettings): WebhookSecretReader => {
  let kept: { readonly secret: WebhookSecret; readonly until: number } | undefined;
  return {
    read: async () => {
      if (kept !== undefined && now() < kept.until) return kept.secret;
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
      kept = { secret: parseSecret(SecretString), until: now() + SECRET_KEPT_MS };
      return kept.secret;
    },
    forget: () => {
      kept = undefined;
    },
  };
};

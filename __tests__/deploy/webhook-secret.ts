import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { WebhookReceiver } from '../../testing/gateway/webhook-receiver';
import { clientSettings, type Caller } from './call-aws';

/** The key that signs what is sent to the webhook. */
export const WEBHOOK_KEY = 'webhook-key-of-thirty-two-characters';

/** Creates the secret with the address and the key of the webhook; returns its ARN. */
export const createWebhookSecret = async (admin: Caller, { host }: Pick<WebhookReceiver, 'host'>): Promise<string> => {
  const SecretString = JSON.stringify({ url: `https://${host}/hook`, key: WEBHOOK_KEY });
  const request = new CreateSecretCommand({ Name: 'image-trust-webhook', SecretString });
  return (await new SecretsManagerClient(clientSettings(admin)).send(request)).ARN ?? '';
};

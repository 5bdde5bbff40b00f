import { closedObject } from '../schema/closed-object';
import { textField } from '../schema/fields';

/** The webhook. Its address is part of the secret, since an address such as Slack's is a secret itself. */
export const webhookField = closedObject({
  secret: textField(
    'the ARN arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX of a secret',
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}$/,
  ).describe(
    'The ARN of the secret in AWS Secrets Manager, a JSON object {"url": "https://…", "key": "…"}: the address, and the key that signs each body. Required.',
  ),
});

import * as z from 'zod';
import { deploymentNameField, regionField, textField } from '../schema/fields';
import { parseContract } from '../schema/parse-contract';
import { SETTING_FIELDS } from './setting-fields';

const notifySettingsSchema = z.object({
  SETTINGS_VERSION: SETTING_FIELDS.SETTINGS_VERSION,
  NOTIFY_QUEUE_URL: SETTING_FIELDS.NOTIFY_QUEUE_URL.unwrap().describe('The queue of the notify function. Required.'),
  REPORT_BUCKET: SETTING_FIELDS.BUCKET.describe('The bucket of reports. Required.'),
  SECURITY_HUB_PRODUCT: textField(
    'the ARN arn:PARTITION:securityhub:REGION:ACCOUNT:product/ACCOUNT/default',
    /^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:([0-9]{12}):product\/\1\/default$/,
  )
    .optional()
    .describe('The product under which findings are imported. Default: none; there are no findings.'),
  WEBHOOK_SECRET: textField('the ARN of a secret', /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:\S+$/)
    .optional()
    .describe('The secret with address and key of the webhook. Default: none; there is no webhook.'),
  DEPLOYMENT: deploymentNameField.describe("The deployment's name. Required."),
  AWS_REGION: regionField.describe('The region that the function runs in; Lambda sets it. Required.'),
});

/** The environment variables that the stack sets for the notify function. Lambda itself adds AWS_REGION. */
export type NotifyEnvironment = Readonly<Omit<z.input<typeof notifySettingsSchema>, 'AWS_REGION'>>;

/** The settings of the notify function, parsed from its environment. */
export interface NotifySettings {
  readonly queueUrl: string;
  readonly reportBucket: string;
  /** Undefined without findings. */
  readonly productArn: string | undefined;
  /** Undefined without a webhook. */
  readonly webhookSecret: string | undefined;
  readonly deployment: string;
  readonly region: string;
}

/**
 * Parses the environment of the notify function; other variables are ignored.
 * @throws InvalidInputError with every problem.
 */
export const parseNotifySettings = (environment: NodeJS.ProcessEnv): NotifySettings => {
  const settings = parseContract(notifySettingsSchema, environment, 'environment of the notify function');
  return {
    queueUrl: settings.NOTIFY_QUEUE_URL,
    reportBucket: settings.REPORT_BUCKET,
    productArn: settings.SECURITY_HUB_PRODUCT,
    webhookSecret: settings.WEBHOOK_SECRET,
    deployment: settings.DEPLOYMENT,
    region: settings.AWS_REGION,
  };
};

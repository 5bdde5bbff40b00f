import * as z from 'zod';
import type { Canaries } from '../../verification/canary/canary';
import { deploymentNameField, regionField, textField } from '../schema/fields';
import { parseContract } from '../schema/parse-contract';
import { SETTING_FIELDS } from './setting-fields';

const launchSettingsSchema = z.object({
  SETTINGS_VERSION: SETTING_FIELDS.SETTINGS_VERSION,
  TRUST_BUCKET: SETTING_FIELDS.TRUST_BUCKET,
  TRUST_KEY: SETTING_FIELDS.TRUST_KEY,
  LEDGER_TABLE: SETTING_FIELDS.LEDGER_TABLE,
  GRANT_TABLE: SETTING_FIELDS.GRANT_TABLE,
  TOPIC_ARN: SETTING_FIELDS.TOPIC_ARN,
  QUEUE_URL: SETTING_FIELDS.QUEUE_URL,
  NOTIFY_QUEUE_URL: SETTING_FIELDS.NOTIFY_QUEUE_URL,
  MAX_RECEIVE_COUNT: textField('a whole number from 1 to 1000', /^(?:[1-9][0-9]{0,2}|1000)$/)
    .transform(Number)
    .describe('How often SQS delivers a message before it becomes a dead letter. Required.'),
  CANARIES: SETTING_FIELDS.CANARIES,
  NOTATION_PATH: SETTING_FIELDS.NOTATION_PATH,
  NOTATION_LIBEXEC: SETTING_FIELDS.NOTATION_LIBEXEC,
  SIGNER_ROOT_CERTIFICATE: SETTING_FIELDS.SIGNER_ROOT_CERTIFICATE,
  DEPLOYMENT: deploymentNameField.describe("The deployment's name. Required."),
  AWS_REGION: regionField.describe('The region that the function runs in; Lambda sets it. Required.'),
});

/** The environment variables that the stack sets for the launch function. Lambda itself adds AWS_REGION. */
export type LaunchEnvironment = Readonly<Omit<z.input<typeof launchSettingsSchema>, 'AWS_REGION'>>;

/** The settings of the launch function, parsed from its environment. */
export interface LaunchSettings {
  readonly trustBucket: string;
  readonly trustKey: string;
  readonly ledgerTable: string;
  /** Undefined without break-glass. */
  readonly grantTable: string | undefined;
  readonly topicArn: string;
  readonly queueUrl: string;
  /** Undefined where neither findings nor a webhook are configured. */
  readonly notifyQueueUrl: string | undefined;
  readonly maxReceiveCount: number;
  /** Undefined where there are no canary images. */
  readonly canaries: Canaries | undefined;
  readonly notationPath: string;
  readonly notationLibexec: string;
  readonly signerRootCertificate: string;
  readonly deployment: string;
  readonly region: string;
}

/**
 * Parses the environment of the launch function; other variables are ignored.
 * @throws InvalidInputError with every problem.
 */
export const parseLaunchSettings = (environment: NodeJS.ProcessEnv): LaunchSettings => {
  const settings = parseContract(launchSettingsSchema, environment, 'environment of the launch function');
  return {
    trustBucket: settings.TRUST_BUCKET,
    trustKey: settings.TRUST_KEY,
    ledgerTable: settings.LEDGER_TABLE,
    grantTable: settings.GRANT_TABLE,
    topicArn: settings.TOPIC_ARN,
    queueUrl: settings.QUEUE_URL,
    notifyQueueUrl: settings.NOTIFY_QUEUE_URL,
    maxReceiveCount: settings.MAX_RECEIVE_COUNT,
    canaries: settings.CANARIES,
    notationPath: settings.NOTATION_PATH,
    notationLibexec: settings.NOTATION_LIBEXEC,
    signerRootCertificate: settings.SIGNER_ROOT_CERTIFICATE,
    deployment: settings.DEPLOYMENT,
    region: settings.AWS_REGION,
  };
};

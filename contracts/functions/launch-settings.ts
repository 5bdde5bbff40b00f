import * as z from 'zod';
import { deploymentNameField, regionField, textField } from '../schema/fields';
import { parseContract } from '../schema/parse-contract';

const absolutePath = textField('an absolute path', /^\/.+$/);
const TABLE_NAME = /^[A-Za-z0-9_.-]{3,255}$/;

const launchSettingsSchema = z.object({
  SETTINGS_VERSION: z
    .literal('1', '"1", the version that this image understands')
    .describe('The version of this format, which image and stack must share. Required.'),
  TRUST_BUCKET: textField('the name of an S3 bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).describe(
    'The bucket of the trust document. Required.',
  ),
  TRUST_KEY: textField('a key trust/<sha256>.json', /^trust\/[0-9a-f]{64}\.json$/).describe(
    'The object key of the trust document, which contains the hash of its bytes. Required.',
  ),
  LEDGER_TABLE: textField('the name of a DynamoDB table', TABLE_NAME).describe(
    'The table of announced verdicts and spent stops. Required.',
  ),
  GRANT_TABLE: textField('the name of a DynamoDB table', TABLE_NAME)
    .optional()
    .describe('The table of break-glass grants. Default: none; there is no break-glass.'),
  TOPIC_ARN: textField(
    'the ARN of an SNS topic',
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$/,
  ).describe('The topic for verdicts. Required.'),
  QUEUE_URL: textField('the URL of an SQS queue', /^https?:\/\/\S+\/[0-9]{12}\/[A-Za-z0-9_-]{1,80}$/).describe(
    'The queue that delivers the events. Required.',
  ),
  MAX_RECEIVE_COUNT: textField('a whole number from 1 to 1000', /^(?:[1-9][0-9]{0,2}|1000)$/)
    .transform(Number)
    .describe('How often SQS delivers a message before it becomes a dead letter. Required.'),
  NOTATION_PATH: absolutePath.describe('The notation executable. Required.'),
  NOTATION_LIBEXEC: absolutePath.describe("The directory of notation's plugins. Required."),
  SIGNER_ROOT_CERTIFICATE: absolutePath.describe("The file of AWS Signer's root certificate. Required."),
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
  readonly maxReceiveCount: number;
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
    maxReceiveCount: settings.MAX_RECEIVE_COUNT,
    notationPath: settings.NOTATION_PATH,
    notationLibexec: settings.NOTATION_LIBEXEC,
    signerRootCertificate: settings.SIGNER_ROOT_CERTIFICATE,
    deployment: settings.DEPLOYMENT,
    region: settings.AWS_REGION,
  };
};

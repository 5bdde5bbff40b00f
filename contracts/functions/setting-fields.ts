import * as z from 'zod';
import { CANARY_KINDS } from '../../verification/canary/canary';
import { textField } from '../schema/fields';
import { parseJsonOrUndefined } from '../schema/parse-json-or-undefined';

const absolutePath = textField('an absolute path', /^\/.+$/);
const bucket = textField('the name of an S3 bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
const table = textField('the name of a DynamoDB table', /^[A-Za-z0-9_.-]{3,255}$/);
const queueUrl = textField('the URL of an SQS queue', /^https?:\/\/\S+\/[0-9]{12}\/[A-Za-z0-9_-]{1,80}$/);

const canary = textField('an image registry/repository@sha256:<64 hexadecimal digits>', /^\S+@sha256:[0-9a-f]{64}$/);

const EXPECTED_CANARIES = `a JSON object of one pinned image each for ${CANARY_KINDS.join(', ')}`;

const canaries = z
  .string()
  .transform((text, context): unknown => {
    const value = parseJsonOrUndefined(text);
    if (value === undefined) context.addIssue({ code: 'custom', message: EXPECTED_CANARIES });
    return value;
  })
  .pipe(z.strictObject({ good: canary, unsigned: canary, foreign: canary, revoked: canary }, EXPECTED_CANARIES))
  .optional()
  .describe('The canary images by kind, as JSON. Default: none.');

/** The environment variables that several functions have in common, and forms that their own variables share. */
export const SETTING_FIELDS = {
  BUCKET: bucket,
  SETTINGS_VERSION: z
    .literal('1', '"1", the version that this image understands')
    .describe('The version of this format, which image and stack must share. Required.'),
  TRUST_BUCKET: bucket.describe('The bucket of the trust document. Required.'),
  TRUST_KEY: textField('a key trust/<sha256>.json', /^trust\/[0-9a-f]{64}\.json$/).describe(
    'The object key of the trust document, which contains the hash of its bytes. Required.',
  ),
  LEDGER_TABLE: table.describe('The table of announced verdicts and spent stops. Required.'),
  GRANT_TABLE: table.optional().describe('The table of break-glass grants. Default: none; there is no break-glass.'),
  TOPIC_ARN: textField(
    'the ARN of an SNS topic',
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$/,
  ).describe('The topic for verdicts. Required.'),
  QUEUE_URL: queueUrl.describe('The queue of the launch function. Required.'),
  NOTIFY_QUEUE_URL: queueUrl
    .optional()
    .describe('The queue of the notify function. Default: none; there are neither findings nor a webhook.'),
  CANARIES: canaries,
  NOTATION_PATH: absolutePath.describe('The notation executable. Required.'),
  NOTATION_LIBEXEC: absolutePath.describe("The directory of notation's plugins. Required."),
  SIGNER_ROOT_CERTIFICATE: absolutePath.describe("The file of AWS Signer's root certificate. Required."),
} as const;

import * as z from 'zod';
import type { Canaries } from '../../verification/canary/canary';
import { deploymentNameField, regionField, textField } from '../schema/fields';
import { parseContract } from '../schema/parse-contract';
import { SETTING_FIELDS } from './setting-fields';

const sweepSettingsSchema = z.object({
  SETTINGS_VERSION: SETTING_FIELDS.SETTINGS_VERSION,
  TRUST_BUCKET: SETTING_FIELDS.TRUST_BUCKET,
  TRUST_KEY: SETTING_FIELDS.TRUST_KEY,
  LEDGER_TABLE: SETTING_FIELDS.LEDGER_TABLE,
  GRANT_TABLE: SETTING_FIELDS.GRANT_TABLE,
  QUEUE_URL: SETTING_FIELDS.QUEUE_URL,
  NOTIFY_QUEUE_URL: SETTING_FIELDS.NOTIFY_QUEUE_URL,
  REPORT_BUCKET: SETTING_FIELDS.BUCKET.describe(
    'The bucket of reports and of the state of unfinished sweeps. Required.',
  ),
  OWNER_TAG: textField('the key of a tag', /^.{1,128}$/u).describe(
    "The key of the tag that names a service's owner. Required.",
  ),
  CANARIES: SETTING_FIELDS.CANARIES,
  NOTATION_PATH: SETTING_FIELDS.NOTATION_PATH,
  NOTATION_LIBEXEC: SETTING_FIELDS.NOTATION_LIBEXEC,
  SIGNER_ROOT_CERTIFICATE: SETTING_FIELDS.SIGNER_ROOT_CERTIFICATE,
  DEPLOYMENT: deploymentNameField.describe("The deployment's name. Required."),
  AWS_REGION: regionField.describe('The region that the function runs in; Lambda sets it. Required.'),
  AWS_LAMBDA_FUNCTION_NAME: textField('the name of a function', /^[A-Za-z0-9_-]{1,64}$/).describe(
    'The name of the function itself, which it invokes to go on with an unfinished sweep; Lambda sets it. Required.',
  ),
});

/** The environment variables that the stack sets for the sweep function. Lambda itself adds the others. */
export type SweepEnvironment = Readonly<
  Omit<z.input<typeof sweepSettingsSchema>, 'AWS_REGION' | 'AWS_LAMBDA_FUNCTION_NAME'>
>;

/** The settings of the sweep function, parsed from its environment. */
export interface SweepSettings {
  readonly trustBucket: string;
  readonly trustKey: string;
  readonly ledgerTable: string;
  /** Undefined without break-glass. */
  readonly grantTable: string | undefined;
  /** The queue of the launch function. */
  readonly queueUrl: string;
  /** Undefined where neither findings nor a webhook are configured. */
  readonly notifyQueueUrl: string | undefined;
  readonly reportBucket: string;
  readonly ownerTag: string;
  /** Undefined where there are no canary images. */
  readonly canaries: Canaries | undefined;
  readonly notationPath: string;
  readonly notationLibexec: string;
  readonly signerRootCertificate: string;
  readonly deployment: string;
  readonly region: string;
  readonly functionName: string;
}

/**
 * Parses the environment of the sweep function; other variables are ignored.
 * @throws InvalidInputError with every problem.
 */
export const parseSweepSettings = (environment: NodeJS.ProcessEnv): SweepSettings => {
  const settings = parseContract(sweepSettingsSchema, environment, 'environment of the sweep function');
  return {
    trustBucket: settings.TRUST_BUCKET,
    trustKey: settings.TRUST_KEY,
    ledgerTable: settings.LEDGER_TABLE,
    grantTable: settings.GRANT_TABLE,
    queueUrl: settings.QUEUE_URL,
    notifyQueueUrl: settings.NOTIFY_QUEUE_URL,
    reportBucket: settings.REPORT_BUCKET,
    ownerTag: settings.OWNER_TAG,
    canaries: settings.CANARIES,
    notationPath: settings.NOTATION_PATH,
    notationLibexec: settings.NOTATION_LIBEXEC,
    signerRootCertificate: settings.SIGNER_ROOT_CERTIFICATE,
    deployment: settings.DEPLOYMENT,
    region: settings.AWS_REGION,
    functionName: settings.AWS_LAMBDA_FUNCTION_NAME,
  };
};

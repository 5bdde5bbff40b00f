import type * as z from 'zod';
import type { Canaries } from '../../verification/canary/canary';
import { deploymentNameField, regionField } from '../schema/fields';
import { SETTING_FIELDS } from './setting-fields';

/** The environment variables of every function that verifies images. */
export const VERIFYING_FIELDS = {
  SETTINGS_VERSION: SETTING_FIELDS.SETTINGS_VERSION,
  TRUST_BUCKET: SETTING_FIELDS.TRUST_BUCKET,
  TRUST_KEY: SETTING_FIELDS.TRUST_KEY,
  LEDGER_TABLE: SETTING_FIELDS.LEDGER_TABLE,
  GRANT_TABLE: SETTING_FIELDS.GRANT_TABLE,
  QUEUE_URL: SETTING_FIELDS.QUEUE_URL,
  NOTIFY_QUEUE_URL: SETTING_FIELDS.NOTIFY_QUEUE_URL,
  CANARIES: SETTING_FIELDS.CANARIES,
  NOTATION_PATH: SETTING_FIELDS.NOTATION_PATH,
  NOTATION_LIBEXEC: SETTING_FIELDS.NOTATION_LIBEXEC,
  SIGNER_ROOT_CERTIFICATE: SETTING_FIELDS.SIGNER_ROOT_CERTIFICATE,
  DEPLOYMENT: deploymentNameField.describe("The deployment's name. Required."),
  AWS_REGION: regionField.describe('The region that the function runs in; Lambda sets it. Required.'),
} as const;

type Schema = z.ZodObject<typeof VERIFYING_FIELDS>;

/** The environment variables that the stack sets for each of them. Lambda itself adds AWS_REGION. */
export type VerifyingEnvironment = Readonly<Omit<z.input<Schema>, 'AWS_REGION'>>;

/** The settings of every function that verifies images. */
export interface VerifyingSettings {
  readonly trustBucket: string;
  readonly trustKey: string;
  readonly ledgerTable: string;
  /** Undefined without break-glass. */
  readonly grantTable: string | undefined;
  /** The queue of the launch function. */
  readonly queueUrl: string;
  /** Undefined where neither findings nor a webhook are configured. */
  readonly notifyQueueUrl: string | undefined;
  /** Undefined where there are no canary images. */
  readonly canaries: Canaries | undefined;
  readonly notationPath: string;
  readonly notationLibexec: string;
  readonly signerRootCertificate: string;
  readonly deployment: string;
  readonly region: string;
}

/** The settings from parsed environment variables. */
export const toVerifyingSettings = (settings: z.output<Schema>): VerifyingSettings => ({
  trustBucket: settings.TRUST_BUCKET,
  trustKey: settings.TRUST_KEY,
  ledgerTable: settings.LEDGER_TABLE,
  grantTable: settings.GRANT_TABLE,
  queueUrl: settings.QUEUE_URL,
  notifyQueueUrl: settings.NOTIFY_QUEUE_URL,
  canaries: settings.CANARIES,
  notationPath: settings.NOTATION_PATH,
  notationLibexec: settings.NOTATION_LIBEXEC,
  signerRootCertificate: settings.SIGNER_ROOT_CERTIFICATE,
  deployment: settings.DEPLOYMENT,
  region: settings.AWS_REGION,
});

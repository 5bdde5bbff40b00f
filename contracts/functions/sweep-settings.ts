import * as z from 'zod';
import { textField } from '../schema/fields';
import { parseContract } from '../schema/parse-contract';
import { SETTING_FIELDS } from './setting-fields';
import { toVerifyingSettings, VERIFYING_FIELDS, type VerifyingSettings } from './verifying-settings';

const sweepSettingsSchema = z.object({
  ...VERIFYING_FIELDS,
  REPORT_BUCKET: SETTING_FIELDS.BUCKET.describe(
    'The bucket of reports and of the state of unfinished sweeps. Required.',
  ),
  OWNER_TAG: textField('the key of a tag', /^.{1,128}$/u).describe(
    "The key of the tag that names a service's owner. Required.",
  ),
  SWEEP_EVERY_MINUTES: textField('a number of minutes from 1', /^[1-9]\d{0,4}$/).describe(
    'After how many minutes the next sweep begins, so that sweeps that run at once share the calls of ECS. Required.',
  ),
  AWS_LAMBDA_FUNCTION_NAME: textField('the name of a function', /^[A-Za-z0-9_-]{1,64}$/).describe(
    'The name of the function itself, which it invokes to continue an unfinished sweep; Lambda sets it. Required.',
  ),
});

/** The environment variables that the stack sets for the sweep function. Lambda itself adds the others. */
export type SweepEnvironment = Readonly<
  Omit<z.input<typeof sweepSettingsSchema>, 'AWS_REGION' | 'AWS_LAMBDA_FUNCTION_NAME'>
>;

/** The settings of the sweep function, parsed from its environment. */
export interface SweepSettings extends VerifyingSettings {
  readonly reportBucket: string;
  readonly ownerTag: string;
  readonly everyMinutes: number;
  readonly functionName: string;
}

/**
 * Parses the environment of the sweep function; other variables are ignored.
 * @throws InvalidInputError with every problem.
 */
export const parseSweepSettings = (environment: NodeJS.ProcessEnv): SweepSettings => {
  const settings = parseContract(sweepSettingsSchema, environment, 'environment of the sweep function');
  return {
    ...toVerifyingSettings(settings),
    reportBucket: settings.REPORT_BUCKET,
    ownerTag: settings.OWNER_TAG,
    everyMinutes: Number(settings.SWEEP_EVERY_MINUTES),
    functionName: settings.AWS_LAMBDA_FUNCTION_NAME,
  };
};

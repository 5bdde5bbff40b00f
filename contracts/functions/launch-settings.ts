import * as z from 'zod';
import { textField } from '../schema/fields';
import { parseContract } from '../schema/parse-contract';
import { SETTING_FIELDS } from './setting-fields';
import { toVerifyingSettings, VERIFYING_FIELDS, type VerifyingSettings } from './verifying-settings';

const launchSettingsSchema = z.object({
  ...VERIFYING_FIELDS,
  TOPIC_ARN: SETTING_FIELDS.TOPIC_ARN,
  MAX_RECEIVE_COUNT: textField('a whole number from 1 to 1000', /^(?:[1-9][0-9]{0,2}|1000)$/)
    .transform(Number)
    .describe('How often SQS delivers a message before it becomes a dead letter. Required.'),
});

/** The environment variables that the stack sets for the launch function. Lambda itself adds AWS_REGION. */
export type LaunchEnvironment = Readonly<Omit<z.input<typeof launchSettingsSchema>, 'AWS_REGION'>>;

/** The settings of the launch function, parsed from its environment. */
export interface LaunchSettings extends VerifyingSettings {
  readonly topicArn: string;
  readonly maxReceiveCount: number;
}

/**
 * Parses the environment of the launch function; other variables are ignored.
 * @throws InvalidInputError with every problem.
 */
export const parseLaunchSettings = (environment: NodeJS.ProcessEnv): LaunchSettings => {
  const settings = parseContract(launchSettingsSchema, environment, 'environment of the launch function');
  return {
    ...toVerifyingSettings(settings),
    topicArn: settings.TOPIC_ARN,
    maxReceiveCount: settings.MAX_RECEIVE_COUNT,
  };
};

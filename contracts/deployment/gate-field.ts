import * as z from 'zod';
import { GATE_STAGES } from '../../verification/trust-document';
import { closedObject } from '../schema/closed-object';
import { wholeNumberField } from '../schema/fields';

const EXPECTED_STAGES = `at least one of ${GATE_STAGES.join(', ')}`;

const stagesField = z
  .array(z.enum(GATE_STAGES, { error: `one of ${GATE_STAGES.join(', ')}` }))
  .min(1, EXPECTED_STAGES)
  .refine((stages) => new Set(stages).size === stages.length, { error: 'each stage once' })
  .describe(
    'The stages whose pause hooks the gate answers. A pause hook has no name: use a stage at which no one approves deployments by hand. Required.',
  );

/**
 * The longest time-out of a pause hook, in minutes.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
const LONGEST_TIMEOUT_MINUTES = 20_160;

/** After how many minutes the alarm gate-waiting goes off if the deployment file does not say. */
export const DEFAULT_ALARM_AFTER_MINUTES = 30;

/** The stages at which the gate answers the pause hooks of services. */
export const gateField = closedObject({
  stages: stagesField,
  alarmAfterMinutes: wholeNumberField(1, LONGEST_TIMEOUT_MINUTES)
    .default(DEFAULT_ALARM_AFTER_MINUTES)
    .describe(
      `After how many minutes of waiting for the gate a service deployment sets off the alarm gate-waiting. Default: ${DEFAULT_ALARM_AFTER_MINUTES}.`,
    ),
});

/** The gate of one cluster: stages of its own, or off. */
export const clusterGateField = z.union([z.literal('off'), closedObject({ stages: stagesField })], {
  error: 'off, or an object with stages',
});

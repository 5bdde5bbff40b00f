import * as z from 'zod';
import { GATE_STAGES } from '../../verification/trust-document';
import { closedObject } from '../schema/closed-object';

const EXPECTED_STAGES = `at least one of ${GATE_STAGES.join(', ')}`;

const stagesField = z
  .array(z.enum(GATE_STAGES, { error: `one of ${GATE_STAGES.join(', ')}` }))
  .min(1, EXPECTED_STAGES)
  .refine((stages) => new Set(stages).size === stages.length, { error: 'each stage once' });

/** The stages at which the gate answers the pause hooks of services. */
export const gateField = closedObject({
  stages: stagesField.describe(
    'The stages whose pause hooks the gate answers. A pause hook has no name: use a stage at which no one approves deployments by hand. Required.',
  ),
});

/** The gate of one cluster: stages of its own, or off. */
export const clusterGateField = z.union([z.literal('off'), gateField], {
  error: 'off, or an object with stages',
});

import * as z from 'zod';
import { GATE_OUTCOMES } from '../../verification/gate/gate-announcement';
import { MAX_DETAIL_LENGTH } from '../../verification/shorten';
import { closedObject } from '../schema/closed-object';
import type { DeepReadonly } from '../schema/deep-readonly';
import { deploymentNameField, modeField, sha256Field, textField } from '../schema/fields';
import { GATE_EVENT_VERSION, MAX_CONTAINERS, MAX_GRANTS } from './gate-event-format';
import { clusterArnField, instantField, nameField, verdictFields } from './verdict-fields';

const ecsArn = (kind: string, resource: string) =>
  textField(`the ARN of ${kind}`, new RegExp(`^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:${resource}/\\S+$`));

const gateContainer = closedObject({
  ...verdictFields,
  provisional: z
    .boolean()
    .describe('The digest is what the tag named at this moment; another one may start. Required.'),
});

/**
 * The detail of the event "Gate Decision": what became of a service deployment that waited at a pause hook. Log lines use
 * the same field names.
 */
export const gateEventSchema = closedObject({
  version: z.literal(GATE_EVENT_VERSION).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe('The deployment that verified the images. Required.'),
  trustDocument: sha256Field
    .nullable()
    .describe('The SHA-256 of the trust document that applied; null if none could be read. Required.'),
  cluster: clusterArnField.describe('The ARN of the cluster. Required.'),
  // Not `service`: the logger keeps that name for the function's own.
  ecsService: ecsArn('a service', 'service').describe('The ARN of the service. Required.'),
  serviceDeployment: ecsArn('a service deployment', 'service-deployment').describe(
    'The ARN of the service deployment. Required.',
  ),
  hook: nameField.describe('The id of the pause hook. Required.'),
  stage: nameField.describe('The stage at which the service deployment waited. Required.'),
  mode: modeField.describe("The cluster's mode. Required."),
  outcome: z.enum(GATE_OUTCOMES).describe('What became of the service deployment. Required.'),
  detail: z
    .string()
    .max(MAX_DETAIL_LENGTH, `at most ${MAX_DETAIL_LENGTH} characters`)
    .describe('An explanation for people. Parts of it may be written by whoever pushed an image. Required.'),
  containers: z
    .array(gateContainer)
    .max(MAX_CONTAINERS, `at most ${MAX_CONTAINERS} containers`)
    .describe('The verdicts, the gravest first; empty if no image was verified. Required.'),
  omittedContainers: z.int().min(0).describe('How many further containers the event does not name. Required.'),
  grants: z
    .array(nameField)
    .max(MAX_GRANTS, `at most ${MAX_GRANTS} grants`)
    .describe('The ids of the break-glass grants that were used; else empty. Required.'),
  expiresAt: instantField
    .nullable()
    .describe('When ECS acts by itself, ISO 8601 in UTC; null if it is not known. Required.'),
  timeoutAction: z
    .enum(['continue', 'roll-back'])
    .nullable()
    .describe('What ECS does when the hook expires; null if it is not known. Required.'),
  at: instantField.describe('When this was decided or found out, ISO 8601 in UTC. Required.'),
});

/** The detail of one event "Gate Decision". */
export type GateEvent = DeepReadonly<z.output<typeof gateEventSchema>>;

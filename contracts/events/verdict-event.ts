import * as z from 'zod';
import type { Outcome } from '../../verification/announcement';
import type { WorkloadKind } from '../../verification/task';
import { closedObject } from '../schema/closed-object';
import type { DeepReadonly } from '../schema/deep-readonly';
import { deploymentNameField, modeField, sha256Field, textField } from '../schema/fields';
import { VERDICT_EVENT_VERSION } from './verdict-event-format';
import { clusterArnField, instantField, verdictFields } from './verdict-fields';

const WORKLOADS = ['service', 'daemon', 'standalone'] as const satisfies readonly WorkloadKind[];
const RESPONSES = [
  'reported',
  'stop-pending',
  'stop-failed',
  'not-confirmed',
  'stopped',
  'stop-budget-spent',
  'stop-abandoned',
  'not-running',
  'rollback-pending',
  'rollback-failed',
  'rollback-budget-spent',
  'rollback-abandoned',
  'rolled-back',
  'break-glass',
] as const satisfies readonly Outcome[];

const taskArn = textField('the ARN of an ECS task', /^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task\/\S+$/);

/**
 * The detail of the event "Image Verdict": the verdict for one container and the response. Log lines use the
 * same field names.
 */
export const verdictEventSchema = closedObject({
  version: z.literal(VERDICT_EVENT_VERSION).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe('The deployment that verified the image. Required.'),
  trustDocument: sha256Field
    .nullable()
    .describe('The SHA-256 of the trust document that applied; null if none could be read. Required.'),
  cluster: clusterArnField.describe('The ARN of the cluster. Required.'),
  task: taskArn.describe('The ARN of the task. Required.'),
  ...verdictFields,
  mode: modeField.describe("The cluster's mode. Required."),
  workload: z.enum(WORKLOADS).describe('The kind of workload that the task belongs to. Required.'),
  response: z.enum(RESPONSES).describe('The response to the verdict. Required.'),
  at: instantField.describe('When the verdict was reached, ISO 8601 in UTC. Required.'),
});

/** The detail of one event "Image Verdict". */
export type VerdictEvent = DeepReadonly<z.output<typeof verdictEventSchema>>;

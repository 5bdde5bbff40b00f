import * as z from 'zod';
import { GRANT_OCCASIONS } from '../../verification/break-glass/grant-announcement';
import { closedObject } from '../schema/closed-object';
import type { DeepReadonly } from '../schema/deep-readonly';
import { deploymentNameField, textField } from '../schema/fields';
import { grantClusterField, grantIdField, MAX_REASON_LENGTH } from './grant-item';
import { SUBJECT_KINDS } from './grant-subject';

/** The version of the format of events about break-glass grants. */
export const GRANT_EVENT_VERSION = 1;

const instant = z.iso.datetime({ error: 'an instant in UTC' });
const name = z.string('a name').min(1, 'a name');
const usedBy = textField(
  'the ARN of an ECS task or service deployment',
  /^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:(?:task|service-deployment)\/\S+$/,
);

/** The detail of the event "Break-Glass Grant": what happened to a grant. Log lines use the same field names. */
export const breakGlassEventSchema = closedObject({
  version: z.literal(GRANT_EVENT_VERSION).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe('The deployment that honours the grant. Required.'),
  cluster: grantClusterField.describe('The ARN of the cluster that the grant is for. Required.'),
  grant: grantIdField.describe('The id of the grant. Required.'),
  occasion: z.enum(GRANT_OCCASIONS).describe('What happened. Required.'),
  usedBy: usedBy
    .nullable()
    .describe('For used: the ARN of the task or service deployment that was left alone; else null. Required.'),
  kind: z.enum(SUBJECT_KINDS).describe('Whether the grant is for one image or for a whole repository. Required.'),
  subject: name.describe('The image, as repository and digest, or the repository, in canonical form. Required.'),
  reason: z
    .string()
    .max(MAX_REASON_LENGTH, `at most ${MAX_REASON_LENGTH} characters`)
    .describe('The reason, as whoever granted it wrote it. Required.'),
  grantedBy: name.describe('Who granted it: the ARN of an AWS identity, as the grant says. Required.'),
  grantedAt: instant.describe('When it was granted, ISO 8601 in UTC. Required.'),
  until: instant.describe('When it ends or ended, ISO 8601 in UTC. Required.'),
  revokedAt: instant.nullable().describe('When it was revoked, ISO 8601 in UTC; null if it was not. Required.'),
  at: instant.describe('When this happened or was found out, ISO 8601 in UTC. Required.'),
});

/** The detail of one event "Break-Glass Grant". */
export type BreakGlassEvent = DeepReadonly<z.output<typeof breakGlassEventSchema>>;

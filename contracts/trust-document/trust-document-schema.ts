import * as z from 'zod';
import { GATE_STAGES } from '../../verification/trust-document';
import { parseClusterArn } from '../naming/parse-arn';
import { RESPONSE_FIELDS } from '../deployment/response-fields';
import { closedObject } from '../schema/closed-object';
import { requiredObject } from '../schema/defaulted-fields';
import {
  accountField,
  deploymentNameField,
  modeField,
  partitionField,
  regionField,
  unmatchedField,
} from '../schema/fields';
import { namedRecord } from '../schema/named-record';
import {
  exemptionNameField,
  exemptionReasonField,
  policyNameField,
  repositoryPatternsField,
  requireField,
  signersField,
} from '../deployment/rule-fields';

const clusterArn = z
  .string()
  .refine((key) => parseClusterArn(key) !== undefined, { error: 'the ARN of an ECS cluster' });

const policy = closedObject({
  repositories: repositoryPatternsField.describe('Repository patterns in canonical form. Required.'),
  signers: signersField.describe('The ARNs of AWS Signer profiles or profile versions. Required.'),
  require: requireField.describe('How many distinct signers must have signed: any, all or a number. Required.'),
});

const exemption = closedObject({
  repositories: repositoryPatternsField.describe('Repository patterns in canonical form. Required.'),
  reason: exemptionReasonField.describe('Why these repositories are exempt. Required.'),
  until: z.iso
    .datetime({ error: 'an instant YYYY-MM-DDThh:mm:ss.sssZ in UTC' })
    .describe('The instant from which the exemption is ignored, in UTC. Required.'),
});

const stages = z.array(z.enum(GATE_STAGES));

const gate = closedObject({
  stages: stages.describe('The stages of every cluster that clusters does not name; none: the gate is off. Required.'),
  clusters: namedRecord(clusterArn, stages).describe('Stages by cluster ARN. Required.'),
});

/** The stored trust document, version 3. */
export const trustDocumentSchema = closedObject({
  version: z.literal(3).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe("The deployment's name. Required."),
  partition: partitionField.describe('The AWS partition of the deployment. Required.'),
  region: regionField.describe('The AWS region of the deployment. Required.'),
  account: accountField.describe('The AWS account of the deployment. Required.'),
  mode: modeField.describe('The mode of every cluster that clusters does not name. Required.'),
  clusters: namedRecord(clusterArn, modeField).describe('Modes by cluster ARN. Required.'),
  unmatched: unmatchedField.describe('Whether an image that no policy covers is untrusted or ignored. Required.'),
  policies: namedRecord(policyNameField, policy).describe('Policies by name. Required.'),
  exemptions: namedRecord(exemptionNameField, exemption).describe('Exemptions by name. Required.'),
  responses: requiredObject(RESPONSE_FIELDS).describe('How enforce responds to untrusted images. Required.'),
  gate: gate.describe('At which stages the gate answers the pause hooks of services. Required.'),
});

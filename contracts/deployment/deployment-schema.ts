import * as z from 'zod';
import { parseClusterArn } from '../naming/parse-arn';
import { backendField } from './backend-field';
import { breakGlassField } from './break-glass-field';
import { closedObject } from '../schema/closed-object';
import {
  accountField,
  deploymentNameField,
  modeField,
  partitionField,
  regionField,
  unmatchedField,
} from '../schema/fields';
import { defaultedObject } from '../schema/defaulted-fields';
import {
  exemptionNameField,
  exemptionReasonField,
  policyNameField,
  requireField,
  signersField,
  writtenPatternsField,
} from './rule-fields';
import { canaryField } from './canary-field';
import { clusterGateField, gateField } from './gate-field';
import { launchField, logRetentionField } from './launch-field';
import { namedRecord } from '../schema/named-record';
import { iamPathField, keysField, permissionsBoundaryField } from './organization-fields';
import { RESPONSE_FIELDS } from './response-fields';
import { sampleField } from './sample-field';
import { existingField, signingField } from './signing-field';
import { sweepField } from './sweep-field';
import { tagsField } from './tags-field';
import { untilField } from './until';
import { webhookField } from './webhook-field';

const clusterKey = z
  .string()
  .refine((key) => /^[A-Za-z0-9_-]{1,255}$/.test(key) || parseClusterArn(key) !== undefined, {
    error: 'the name or the ARN of an ECS cluster',
  });

const cluster = closedObject({
  mode: modeField.describe(
    'Whether untrusted images in this cluster are only reported (audit) or also acted on (enforce). Required.',
  ),
  gate: clusterGateField
    .optional()
    .describe("The deployment gate of this cluster's services: stages of its own, or off. Default: the deployment's."),
});

const policy = closedObject({
  repositories: writtenPatternsField.describe(
    'The repositories that the policy covers: REGISTRY/path/repository, REGISTRY/path/* or REGISTRY/*. Required.',
  ),
  signers: signersField.describe(
    'The ARNs of AWS Signer profiles or profile versions whose good signatures count. Required.',
  ),
  require: requireField
    .default('any')
    .describe('How many distinct signers must have signed: any one of them, all of them, or a number. Default: any.'),
});

const exemption = closedObject({
  repositories: writtenPatternsField.describe('The repositories that are exempt, written as in policies. Required.'),
  reason: exemptionReasonField.describe('Why they are exempt, for readers of the verdict. Required.'),
  until: untilField.describe('When the exemption ends: its last day in UTC, or an instant. Required.'),
});

/** The deployment file as a person writes it: `deployments/<name>.json`. */
export const deploymentSchema = closedObject({
  $schema: z.string().optional().describe('The JSON Schema of this file, for editors. Default: none.'),
  version: z.literal(1).describe('The version of this format. Required.'),
  name: deploymentNameField.describe("The deployment's name, which is also the file's name. Required."),
  account: accountField.describe('The AWS account to deploy to. Required.'),
  region: regionField.describe('The AWS region to deploy to. Required.'),
  partition: partitionField.optional().describe("The AWS partition. Default: the region's partition."),
  backend: backendField.default({ kind: 'local' }).describe('Where Terraform keeps its state. Default: local.'),
  tags: tagsField.default({}).describe('Tags of every deployed resource. Default: none.'),
  mode: modeField
    .default('audit')
    .describe(
      'Whether untrusted images are only reported (audit) or also acted on (enforce) in clusters not named below. Default: audit.',
    ),
  clusters: namedRecord(clusterKey, cluster)
    .default({})
    .describe('Modes and gates by cluster name or ARN. Default: none.'),
  gate: gateField
    .optional()
    .describe(
      'The deployment gate: holds the deployments of services with a pause hook until their images are verified. Default: off.',
    ),
  breakGlass: breakGlassField
    .optional()
    .describe(
      'Break-glass: who may grant for some hours that enforce and the gate do not act on an image. Default: no one; there is neither a table of grants nor a role.',
    ),
  sweep: sweepField
    .prefault({})
    .describe(
      'The sweep: how often everything that runs is verified again and a report is written; or off. Default: every 60 minutes, reports kept for 90 days.',
    ),
  canary: canaryField
    .optional()
    .describe(
      'Canary images, which show at each sweep that good images are still trusted and others are not. Default: none.',
    ),
  securityHub: z
    .boolean()
    .default(false)
    .describe('Whether untrusted images become findings in AWS Security Hub, which must be on. Default: false.'),
  webhook: webhookField
    .optional()
    .describe('An HTTPS webhook that receives untrusted images and verdicts that need attention. Default: none.'),
  unmatched: unmatchedField
    .default('untrusted')
    .describe('Whether an image that no policy covers is untrusted or ignored. Default: untrusted.'),
  signing: signingField.describe('The signing profile and the image repositories, by explicit names. Required.'),
  existing: existingField
    .prefault({})
    .describe(
      'Resources named in signing that exist already, so that the signing stack does not create them. Default: none.',
    ),
  retainImages: z
    .boolean()
    .default(true)
    .describe('Whether repositories that still hold images cannot be destroyed. Default: true.'),
  architecture: z
    .enum(['arm64', 'x86_64'])
    .default('x86_64')
    .describe('The CPU architecture of the functions and the sample. Default: x86_64.'),
  launch: launchField
    .prefault({})
    .describe(
      'Limits and network of the launch function. Default: 1769 MB of memory, at most 10 concurrent invocations.',
    ),
  logRetentionDays: logRetentionField.default(365).describe('How many days logs are kept. Default: 365.'),
  permissionsBoundary: permissionsBoundaryField
    .optional()
    .describe('The managed policy that limits every role, as its permissions boundary. Default: none.'),
  iamPath: iamPathField.optional().describe('The IAM path of every role and policy. Default: /.'),
  keys: keysField
    .optional()
    .describe('Your own KMS keys for the queues, the bucket, the tables and the logs. Default: keys of AWS.'),
  policies: namedRecord(policyNameField, policy)
    .refine((policies) => Object.keys(policies).length > 0, { error: 'at least one policy' })
    .describe('Policies by name: which signers must have signed the images of which repositories. Required.'),
  exemptions: namedRecord(exemptionNameField, exemption)
    .default({})
    .describe('Exemptions by name: repositories that are not verified until a stated time. Default: none.'),
  responses: defaultedObject(RESPONSE_FIELDS)
    .prefault({})
    .describe('How enforce responds to untrusted images. Default: the default of each field.'),
  sample: sampleField
    .optional()
    .describe('A cluster with a signed and an unsigned task to try out the verifier. Default: none.'),
});

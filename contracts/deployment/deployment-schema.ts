import * as z from 'zod';
import { parseClusterArn } from '../naming/parse-arn';
import { backendField } from './backend-field';
import { closedObject } from '../schema/closed-object';
import {
  accountField,
  deploymentNameField,
  modeField,
  partitionField,
  regionField,
  textField,
  unmatchedField,
} from '../schema/fields';
import { defaultedObject } from '../schema/defaulted-fields';
import {
  exemptionNameField,
  exemptionReasonField,
  policyNameField,
  repositoryPatternsField,
  signersField,
} from './rule-fields';
import { launchField, logRetentionField } from './launch-field';
import { namedRecord } from '../schema/named-record';
import { RESPONSE_FIELDS } from './response-fields';
import { sampleField } from './sample-field';
import { existingField, signingField } from './signing-field';
import { untilField } from './until';

const clusterKey = z
  .string()
  .refine((key) => /^[A-Za-z0-9_-]{1,255}$/.test(key) || parseClusterArn(key) !== undefined, {
    error: 'the name or the ARN of an ECS cluster',
  });

const cluster = closedObject({
  mode: modeField.describe('Only report (audit), or also act (enforce), on this cluster. Required.'),
});

const policy = closedObject({
  repositories: repositoryPatternsField.describe(
    'What the policy covers: REGISTRY/path/repository, REGISTRY/path/* or REGISTRY/*. Required.',
  ),
  signers: signersField.describe(
    'AWS Signer profile or profile-version ARNs; a good signature by one of them is enough. Required.',
  ),
});

const exemption = closedObject({
  repositories: repositoryPatternsField.describe('What is exempt, written as in policies. Required.'),
  reason: exemptionReasonField.describe('Why it is exempt, for whoever reads the verdict. Required.'),
  until: untilField.describe('The last day (in UTC), or the instant, of the exemption. Required.'),
});

// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
const tags = namedRecord(
  textField(
    'a tag key of 1 to 128 characters that does not begin with aws:',
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
  ),
  textField('a tag value of at most 256 characters', /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u),
);

/** The deployment file as a person writes it: `deployments/<name>.json`. */
export const deploymentSchema = closedObject({
  $schema: z.string().optional().describe('Where an editor finds the JSON Schema of this file. Default: none.'),
  version: z.literal(1).describe('The version of this format. Required.'),
  name: deploymentNameField.describe("The deployment's name, as the file is named. Required."),
  account: accountField.describe('The AWS account that is deployed to. Required.'),
  region: regionField.describe('The AWS region that is deployed to. Required.'),
  partition: partitionField.optional().describe("The AWS partition. Default: the region's partition."),
  backend: backendField.default({ kind: 'local' }).describe('Where Terraform keeps its state. Default: local.'),
  tags: tags.default({}).describe('Tags of every resource that is deployed. Default: none.'),
  mode: modeField
    .default('audit')
    .describe('Only report (audit), or also act (enforce), on clusters that are not named below. Default: audit.'),
  clusters: namedRecord(clusterKey, cluster).default({}).describe('Modes by cluster name or ARN. Default: none.'),
  unmatched: unmatchedField
    .default('untrusted')
    .describe('Whether an image that no policy covers is untrusted, or none of our business. Default: untrusted.'),
  signing: signingField.describe('What images are signed with and kept in, by explicit names. Required.'),
  existing: existingField
    .prefault({})
    .describe('What of signing exists already, so that the signing stack does not make it. Default: nothing.'),
  retainImages: z
    .boolean()
    .default(true)
    .describe('Whether a repository that still holds images refuses to be destroyed. Default: true.'),
  architecture: z
    .enum(['arm64', 'x86_64'])
    .default('x86_64')
    .describe('What the functions and the sample run on. Default: x86_64.'),
  launch: launchField
    .prefault({})
    .describe('How much the launch function may use. Default: 1769 MB of memory, at most 10 at a time.'),
  logRetentionDays: logRetentionField.default(365).describe('For how many days logs are kept. Default: 365.'),
  policies: namedRecord(policyNameField, policy)
    .refine((policies) => Object.keys(policies).length > 0, { error: 'at least one policy' })
    .describe('Which signers must have signed images of which repositories, by name. Required.'),
  exemptions: namedRecord(exemptionNameField, exemption)
    .default({})
    .describe('Repositories that are not judged until a stated time, by name. Default: none.'),
  responses: defaultedObject(RESPONSE_FIELDS)
    .prefault({})
    .describe('How enforce responds to untrusted images. Default: the default of each field.'),
  sample: sampleField.optional().describe('A cluster with a signed and an unsigned task to try it out. Default: none.'),
});

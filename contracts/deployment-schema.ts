import * as z from 'zod';
import { parseClusterArn } from './arn';
import { closedObject } from './closed-object';
import {
  accountField,
  deploymentNameField,
  modeField,
  partitionField,
  regionField,
  textField,
  unmatchedField,
  wholeNumberField,
} from './fields';
import {
  exemptionNameField,
  exemptionReasonField,
  policyNameField,
  repositoryPatternsField,
  signersField,
} from './rule-fields';
import { namedRecord } from './named-record';
import { untilField } from './until';

const localBackend = closedObject({
  kind: z.literal('local').describe('State in a file beside the project. Required.'),
});

const s3Backend = closedObject({
  kind: z.literal('s3').describe('State in an S3 bucket. Required.'),
  bucket: textField('the name of an S3 bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).describe(
    'The bucket that holds the state. Required.',
  ),
  region: regionField.optional().describe("The bucket's region. Default: the deployment's region."),
});

const cloudBackend = closedObject({
  kind: z.literal('cloud').describe('State and runs in Terraform Cloud. Required.'),
  organization: textField('the name of an organization', /^[A-Za-z0-9_-]{1,40}$/).describe(
    'The Terraform Cloud organization. Required.',
  ),
  hostname: textField('a host name', /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)
    .default('app.terraform.io')
    .describe('The host of Terraform Cloud or Terraform Enterprise. Default: app.terraform.io.'),
});

const clusterKey = z
  .string()
  .refine((key) => /^[A-Za-z0-9_-]{1,255}$/.test(key) || parseClusterArn(key) !== undefined, {
    error: 'the name or the ARN of an ECS cluster',
  });

const cluster = closedObject({
  mode: modeField.describe('Only report (audit), or also act (enforce), on this cluster. Required.'),
});

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
const repositoryName = textField(
  'the name of an ECR repository: lower-case path segments without a registry, 2 to 256 characters',
  /^(?=.{2,256}$)[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*)*$/,
);

const signing = closedObject({
  profile: textField(
    'a profile name of 2 to 64 letters, digits and underscores (AWS Signer allows no hyphen)',
    /^[A-Za-z0-9_]{2,64}$/,
  ).describe('The name of the AWS Signer signing profile. Required.'),
  repositories: closedObject({
    workloads: z.array(repositoryName).describe('The ECR repositories of workload images. Required.'),
    verifier: repositoryName.describe("The ECR repository of the verifier's own image. Required."),
  }).describe('The ECR repositories of this deployment, by name. Required.'),
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

const stopBudget = closedObject({
  stops: wholeNumberField(1, 1000).default(10).describe('How many tasks of one cluster may be stopped. Default: 10.'),
  minutes: wholeNumberField(1, 1440).default(10).describe('Within how many minutes. Default: 10.'),
});

const responses = closedObject({
  whenUnprovable: z
    .enum(['report', 'stop'])
    .default('report')
    .describe('What enforce does when something in the image itself kept us from an answer. Default: report.'),
  confirmUnsignedAfterSeconds: wholeNumberField(1, 3600)
    .default(60)
    .describe('After how many seconds an unsigned image is looked at again before it stops anything. Default: 60.'),
  stopBudget: stopBudget
    .prefault({})
    .describe('How many stops are allowed before enforce only reports. Default: 10 stops in 10 minutes.'),
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
  backend: z
    .discriminatedUnion('kind', [localBackend, s3Backend, cloudBackend])
    .default({ kind: 'local' })
    .describe('Where Terraform keeps its state. Default: local.'),
  tags: tags.default({}).describe('Tags of every resource that is deployed. Default: none.'),
  mode: modeField
    .default('audit')
    .describe('Only report (audit), or also act (enforce), on clusters that are not named below. Default: audit.'),
  clusters: namedRecord(clusterKey, cluster).default({}).describe('Modes by cluster name or ARN. Default: none.'),
  unmatched: unmatchedField
    .default('untrusted')
    .describe('Whether an image that no policy covers is untrusted, or none of our business. Default: untrusted.'),
  signing: signing.describe('What the signing stack makes, by explicit names. Required.'),
  policies: namedRecord(policyNameField, policy)
    .refine((policies) => Object.keys(policies).length > 0, { error: 'at least one policy' })
    .describe('Which signers must have signed images of which repositories, by name. Required.'),
  exemptions: namedRecord(exemptionNameField, exemption)
    .default({})
    .describe('Repositories that are not judged until a stated time, by name. Default: none.'),
  responses: responses
    .prefault({})
    .describe('What enforce does. Default: report the unprovable, confirm after 60 s, 10 stops in 10 minutes.'),
});

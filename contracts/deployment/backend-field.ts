import * as z from 'zod';
import { closedObject } from '../schema/closed-object';
import { BUCKET_NAME, expectedBucketName } from '../naming/bucket-name';
import { regionField, textField } from '../schema/fields';

const localBackend = closedObject({
  kind: z.literal('local').describe('The state is a file in the project. Required.'),
});

const bucketField = z
  .string('the name of an S3 bucket')
  .regex(BUCKET_NAME, { error: ({ input }) => expectedBucketName(String(input)) });

const s3Backend = closedObject({
  kind: z.literal('s3').describe('The state is an object in an S3 bucket. Required.'),
  bucket: bucketField.describe('The bucket that holds the state. Required.'),
  region: regionField.optional().describe("The bucket's region. Default: the deployment's region."),
});

const cloudBackend = closedObject({
  kind: z.literal('cloud').describe('Terraform Cloud keeps the state and runs Terraform. Required.'),
  organization: textField('the name of an organization', /^[A-Za-z0-9_-]{1,40}$/).describe(
    'The Terraform Cloud organization. Required.',
  ),
  hostname: textField('a host name', /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)
    .default('app.terraform.io')
    .describe('The host of Terraform Cloud or Terraform Enterprise. Default: app.terraform.io.'),
});

/** Where Terraform keeps its state. */
export const backendField = z.discriminatedUnion('kind', [localBackend, s3Backend, cloudBackend]);

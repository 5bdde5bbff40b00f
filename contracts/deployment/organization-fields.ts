import * as z from 'zod';
import { parseKeyArn, parsePolicyArn } from '../naming/parse-arn';
import { closedObject } from '../schema/closed-object';
import { textField } from '../schema/fields';

const EXPECTED_BOUNDARY = 'the ARN arn:PARTITION:iam::ACCOUNT:policy/NAME of a managed policy';

/** The permissions boundary of every role. */
export const permissionsBoundaryField = z
  .string(EXPECTED_BOUNDARY)
  .refine((arn) => parsePolicyArn(arn) !== undefined, { error: EXPECTED_BOUNDARY });

/** The IAM path of every role and policy. Lambda accepts fewer characters in the ARN of a role than IAM does. */
export const iamPathField = textField(
  'a path of at most 512 letters, digits and _+=,.@-, between slashes, such as /platform/',
  /^(?=.{1,512}$)\/(?:[A-Za-z0-9_+=,.@-]+\/)+$/,
);

const EXPECTED_KEY = 'the ARN arn:PARTITION:kms:REGION:ACCOUNT:key/ID of a KMS key (an alias is not enough)';

const keyField = z
  .string(EXPECTED_KEY)
  .refine((arn) => parseKeyArn(arn) !== undefined, { error: EXPECTED_KEY })
  .optional();

/** The KMS keys that encrypt what the deployment stores. */
export const keysField = closedObject({
  queue: keyField.describe('The key of the queues. Its policy must allow EventBridge. Default: a key of SQS.'),
  bucket: keyField.describe("The key of the trust document's bucket. Default: a key of S3."),
  table: keyField.describe(
    'The key of the ledger and of the break-glass grants. Default: the AWS managed key of DynamoDB.',
  ),
  logs: keyField.describe('The key of the log groups. Its policy must allow CloudWatch Logs. Default: a key of AWS.'),
});

/** The VPC of the launch function. */
export const vpcField = closedObject({
  subnets: z
    .array(textField('the id of a subnet', /^subnet-[0-9a-f]{8,17}$/))
    .min(1, 'at least one subnet')
    .max(16, 'at most 16 subnets')
    .describe('The subnets of the function; the endpoints of AWS must be reachable from there. Required.'),
  securityGroups: z
    .array(textField('the id of a security group', /^sg-[0-9a-f]{8,17}$/))
    .min(1, 'at least one security group')
    .max(5, 'at most 5 security groups')
    .describe('The security groups of the function, which must allow HTTPS outwards. Required.'),
});

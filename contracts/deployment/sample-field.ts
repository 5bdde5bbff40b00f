import * as z from 'zod';
import { tryParseImageReference } from '../../verification/image-reference';
import { closedObject } from '../schema/closed-object';
import { textField } from '../schema/fields';

const EXPECTED_IMAGE = 'the reference of an image, such as public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest';

const isImageReference = (text: string): boolean => tryParseImageReference(text) !== undefined;

const imageReferenceField = z.string(EXPECTED_IMAGE).refine(isImageReference, { error: EXPECTED_IMAGE });

const sourceField = z
  .union(
    [
      closedObject({ copy: imageReferenceField.describe('The image to copy. Required.') }),
      closedObject({
        build: textField(
          'a relative path of a directory in the project',
          /^(?!.*(?:^|\/)\.\.(?:\/|$))[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/,
        ).describe('The directory of the Dockerfile to build, relative to the project. Required.'),
      }),
    ],
    { error: 'either { "copy": IMAGE } or { "build": DIRECTORY }' },
  )
  .default({ copy: 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest' });

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
const MAX_SUBNETS = 16;
const MAX_SECURITY_GROUPS = 5;

/** The image and the network of the sample tasks. */
export const sampleField = closedObject({
  subnets: z
    .array(textField('the id of a subnet', /^subnet-[0-9a-f]{8,17}$/))
    .min(1, 'at least one subnet')
    .max(MAX_SUBNETS, `at most ${MAX_SUBNETS} subnets`)
    .describe('The subnets of the sample tasks; the image repositories must be reachable from there. Required.'),
  securityGroups: z
    .array(textField('the id of a security group', /^sg-[0-9a-f]{8,17}$/))
    .max(MAX_SECURITY_GROUPS, `at most ${MAX_SECURITY_GROUPS} security groups`)
    .default([])
    .describe("The security groups of the sample tasks. Default: the VPC's default group."),
  assignPublicIp: z
    .boolean()
    .default(false)
    .describe(
      'Whether the sample tasks get a public IP address, which they need in subnets without NAT gateway or VPC endpoints. Default: false.',
    ),
  image: sourceField.describe(
    'The image that the sample tasks run, signed in one repository and unsigned in another. Default: a copy of the ECS sample image.',
  ),
});

import * as z from 'zod';
import { ImageReferenceError, parseImageReference } from '../../verification/image-reference';
import { closedObject } from '../schema/closed-object';
import { textField } from '../schema/fields';

const EXPECTED_IMAGE = 'the reference of an image, such as public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest';

const isImageReference = (text: string): boolean => {
  try {
    parseImageReference(text);
    return true;
  } catch (error) {
    if (error instanceof ImageReferenceError) return false;
    throw error;
  }
};

const imageReferenceField = z.string(EXPECTED_IMAGE).refine(isImageReference, { error: EXPECTED_IMAGE });

const sourceField = z
  .union(
    [
      closedObject({ copy: imageReferenceField.describe('The image that is copied. Required.') }),
      closedObject({
        build: textField(
          'a relative path of a directory in the project',
          /^(?!.*(?:^|\/)\.\.(?:\/|$))[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/,
        ).describe('The directory, in the project, of a Dockerfile that is built. Required.'),
      }),
    ],
    { error: 'either { "copy": IMAGE } or { "build": DIRECTORY }' },
  )
  .default({ copy: 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest' });

/** What the sample tasks run, and in which network. */
export const sampleField = closedObject({
  subnets: z
    .array(textField('the id of a subnet', /^subnet-[0-9a-f]{8,17}$/))
    .min(1, 'at least one subnet')
    .describe('The subnets that the sample tasks run in; images must be reachable from there. Required.'),
  securityGroups: z
    .array(textField('the id of a security group', /^sg-[0-9a-f]{8,17}$/))
    .default([])
    .describe("Their security groups. Default: the network's default group."),
  assignPublicIp: z
    .boolean()
    .default(false)
    .describe(
      'Whether they get a public address; needed in subnets without a NAT gateway or endpoints. Default: false.',
    ),
  image: sourceField.describe(
    'What they run, signed in one repository and unsigned in another. Default: a copy of the ECS sample image.',
  ),
});

import * as z from 'zod';
import { signingField } from '../deployment/signing-field';
import { closedObject } from '../schema/closed-object';
import { accountField, deploymentNameField, sha256Field, textField } from '../schema/fields';
import {
  digestField,
  profileVersionArnField,
  repositoryNameField,
  repositoryUriField,
  tagField,
} from '../schema/image-fields';
import { namedRecord } from '../schema/named-record';

const baseReferenceField = textField(
  'the reference of an image, such as public.ecr.aws/lambda/nodejs:22',
  /^[A-Za-z0-9][A-Za-z0-9._:\/@-]{0,511}$/,
);

const lockedImage = closedObject({
  repository: repositoryUriField.describe('The URI of the repository that holds the image. Required.'),
  tag: tagField.describe('The tag of the pushed image, derived from its build inputs. Required.'),
  digest: digestField.describe('The digest of the pushed image; stacks deploy the image by this digest. Required.'),
  inputs: sha256Field.describe('The SHA-256 of all build inputs. Required.'),
  profileVersionArn: profileVersionArnField
    .nullable()
    .describe('The profile version that signed the digest; null if the image is left unsigned on purpose. Required.'),
  bases: namedRecord(baseReferenceField, digestField)
    .optional()
    .describe('The digests of the base images that the image was built from, by reference. Default: none.'),
  sbom: digestField.optional().describe('The digest of the SBOM that is attached to the image. Default: no SBOM.'),
});

const retained = closedObject({
  profiles: z
    .array(signingField.shape.profile.describe('The name of a signing profile.'))
    .default([])
    .describe('The signing profiles. Default: none.'),
  repositories: z.array(repositoryNameField).default([]).describe('The repositories. Default: none.'),
  signerAccounts: z
    .array(accountField)
    .default([])
    .describe('The other accounts that were allowed to sign with one of the profiles. Default: none.'),
});

/** The lock of a deployment as it is stored: `deployments/<name>.lock.json`. */
export const lockSchema = closedObject({
  version: z.literal(1).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe('The deployment that the images belong to. Required.'),
  images: namedRecord(
    textField('the name of an image: lower-case letters, digits and hyphens', /^[a-z][a-z0-9-]{0,62}$/),
    lockedImage,
  ).describe('The pushed images by name. Required.'),
  retained: retained
    .optional()
    .describe(
      'The names of what the signing stack has created, so that Terraform forgets instead of destroys what the deployment file no longer has. A name is never removed. Default: nothing was created.',
    ),
});

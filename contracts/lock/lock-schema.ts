import * as z from 'zod';
import { closedObject } from '../schema/closed-object';
import { deploymentNameField, sha256Field, textField } from '../schema/fields';
import { digestField, profileVersionArnField, repositoryUriField, tagField } from '../schema/image-fields';
import { namedRecord } from '../schema/named-record';

const lockedImage = closedObject({
  repository: repositoryUriField.describe('The URI of the repository that holds the image. Required.'),
  tag: tagField.describe('The tag that the image was pushed by, made of its build inputs. Required.'),
  digest: digestField.describe('The digest that was pushed; everything is deployed by it. Required.'),
  inputs: sha256Field.describe('The SHA-256 of everything the image was built from. Required.'),
  profileVersionArn: profileVersionArnField
    .nullable()
    .describe('The profile version that signed the digest; null where it is left unsigned on purpose. Required.'),
  sbom: digestField
    .optional()
    .describe('The digest of the SBOM that is attached to the image. Default: none is attached.'),
});

/** The lock of a deployment as it is stored: `deployments/<name>.lock.json`. */
export const lockSchema = closedObject({
  version: z.literal(1).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe('The deployment whose images these are. Required.'),
  images: namedRecord(
    textField('the name of an image: lower-case letters, digits and hyphens', /^[a-z][a-z0-9-]{0,62}$/),
    lockedImage,
  ).describe('Which images were pushed and signed, by name. Required.'),
});

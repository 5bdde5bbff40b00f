import * as z from 'zod';
import { closedObject } from '../schema/closed-object';
import { accountField, textField, wholeNumberField } from '../schema/fields';
import { profileVersionArnField, repositoryNameField } from '../schema/image-fields';

// https://docs.aws.amazon.com/signer/latest/api/API_SignatureValidityPeriod.html: at most 135 months.
const MOST = { days: 4_050, months: 135, years: 11 } as const;

const validity = z
  .discriminatedUnion('unit', [
    closedObject({
      unit: z.literal('days').describe('The unit. Required.'),
      value: wholeNumberField(1, MOST.days).describe('The number of days. Required.'),
    }),
    closedObject({
      unit: z.literal('months').describe('The unit. Required.'),
      value: wholeNumberField(1, MOST.months).describe('The number of months. Required.'),
    }),
    closedObject({
      unit: z.literal('years').describe('The unit. Required.'),
      value: wholeNumberField(1, MOST.years).describe('The number of years. Required.'),
    }),
  ])
  .default({ unit: 'months', value: 135 });

/** The name of a signing profile. */
export const profileNameField = textField(
  'a profile name of 2 to 64 letters, digits and underscores (AWS Signer allows no hyphen)',
  /^[A-Za-z0-9_]{2,64}$/,
);

/** The signing profile and the image repositories. */
export const signingField = closedObject({
  profile: profileNameField.describe('The name of the AWS Signer signing profile. Required.'),
  validity: validity.describe(
    'How long a signature is valid. A change needs a new profile name, since AWS replaces the profile. Default: 135 months.',
  ),
  retainProfile: z
    .boolean()
    .default(true)
    .describe(
      'Whether the profile cannot be destroyed. AWS cancels a destroyed profile, and its name can never be used again. Default: true.',
    ),
  crossAccountSigners: z
    .array(accountField)
    .default([])
    .describe('Other accounts that may sign with the profile. Default: none.'),
  repositories: closedObject({
    workloads: z.array(repositoryNameField).describe('The ECR repositories of workload images. Required.'),
    verifier: repositoryNameField.describe("The ECR repository of the verifier's own image. Required."),
  }).describe('The ECR repositories of this deployment, by name. Required.'),
});

/** Resources that exist already, so that the signing stack does not create them. */
export const existingField = closedObject({
  signingProfile: profileVersionArnField
    .optional()
    .describe(
      'The ARN of the profile version to sign with, in this or another account; signing.profile must have the same name. Default: the stack creates the profile.',
    ),
  workloadRepositories: z
    .array(repositoryNameField)
    .default([])
    .describe('The repositories of signing.repositories.workloads that exist already. Default: none.'),
  verifierRepository: z
    .boolean()
    .default(false)
    .describe('Whether signing.repositories.verifier exists already. Default: false.'),
});

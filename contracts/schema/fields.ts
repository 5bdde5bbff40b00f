import * as z from 'zod';

/** A text of a given form; `expected` completes the sentence "expected …" whatever is wrong with it. */
export const textField = (expected: string, form: RegExp) => z.string({ error: expected }).regex(form, expected);

/** A whole number within bounds, both included. */
export const wholeNumberField = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return z.int(expected).min(min, expected).max(max, expected);
};

/** The name of a deployment. */
export const deploymentNameField = textField(
  'a name of 2 to 31 lower-case letters, digits and single hyphens that begins with a letter',
  // ECR allows hyphens only singly and between other characters, and repositories are named after the deployment.
  /^(?=.{2,31}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
);

/** An AWS account. */
export const accountField = textField('an account of 12 digits', /^[0-9]{12}$/);

/** A region of a partition that has container signing. */
export const regionField = textField(
  'a region of aws or aws-us-gov, such as eu-west-1 (other partitions have no container signing)',
  /^(?!cn-|us-iso|eu-iso|eusc-)[a-z]{2,}(?:-[a-z]+)+-[0-9]+$/,
);

/** A partition that has container signing. */
export const partitionField = z.enum(['aws', 'aws-us-gov'], {
  error: 'aws or aws-us-gov (other partitions have no container signing)',
});

/** Only report, or also act. */
export const modeField = z.enum(['audit', 'enforce']);

/** What becomes of an image that no policy and no exemption covers. */
export const unmatchedField = z.enum(['untrusted', 'ignore']);

/** The SHA-256 of a trust document, in hexadecimal. */
export const sha256Field = textField('a SHA-256 of 64 lower-case hexadecimal digits', /^[0-9a-f]{64}$/);

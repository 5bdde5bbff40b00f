import * as z from 'zod';

/** A text that matches a pattern; `expected` completes the sentence "expected …" for every problem. */
export const textField = (expected: string, form: RegExp) => z.string({ error: expected }).regex(form, expected);

/** A whole number from `min` to `max`, both included. */
export const wholeNumberField = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return z.int(expected).min(min, expected).max(max, expected);
};

/** The name of a deployment. */
export const deploymentNameField = textField(
  'a name of 2 to 31 lower-case letters, digits and single hyphens that begins with a letter',
  // Repositories are named after the deployment, and ECR allows only single hyphens between other characters.
  /^(?=.{2,31}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
);

const ACCOUNT = /^[0-9]{12}$/;

/** What was expected instead of something that is no account; written without quotes, an account loses leading zeros. */
const expectedAccount = (found: unknown): string => {
  const digits = typeof found === 'string' ? found.replaceAll(/[\s-]/g, '') : String(found);
  const meant = ACCOUNT.test(digits) ? `: "${digits}"` : '';
  if (typeof found === 'number') return `an account of 12 digits in quotes${meant}`;
  return `an account of 12 digits${typeof found === 'string' ? meant : ''}`;
};

/** The id of an AWS account. */
export const accountField = z
  .string({ error: ({ input }) => expectedAccount(input) })
  .regex(ACCOUNT, { error: ({ input }) => expectedAccount(input) });

const PARTITIONS = ['aws', 'aws-us-gov'] as const;
const SUPPORTED = `supported partitions: ${PARTITIONS.join(', ')}`;

/** A region of a supported partition, by its form: AWS adds regions. */
export const regionField = textField(
  `a region such as eu-west-1 (${SUPPORTED})`,
  /^(?!cn-|us-iso|eu-iso|eusc-)[a-z]{2,}(?:-[a-z]+)+-[0-9]+$/,
);

/** A supported partition. */
export const partitionField = z.enum(PARTITIONS, { error: `one of the ${SUPPORTED}` });

/** Whether untrusted images are only reported, or also acted on. */
export const modeField = z.enum(['audit', 'enforce']);

/** The verdict for an image that no policy and no exemption covers. */
export const unmatchedField = z.enum(['untrusted', 'ignore']);

/** A SHA-256 in hexadecimal. */
export const sha256Field = textField('a SHA-256 of 64 lower-case hexadecimal digits', /^[0-9a-f]{64}$/);

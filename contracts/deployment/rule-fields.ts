import * as z from 'zod';
import { parseRepositoryPattern } from '../../verification/repository-pattern';
import * as verdict from '../../verification/verdict';
import { isSignerAlias, parseSignerArn } from '../naming/parse-arn';
import { textField } from '../schema/fields';
import { impossiblePattern } from './impossible-pattern';

/** Rules that a verdict `exempt` names when no exemption of the deployment file applies. */
export const BUILT_IN_RULES: readonly string[] = verdict.BUILT_IN_RULES;

/** The name of a policy. */
export const policyNameField = textField(
  'a name of 1 to 63 lower-case letters, digits and hyphens that begins with a letter',
  /^[a-z][a-z0-9-]{0,62}$/,
);

/** The name of an exemption, other than the names of the built-in rules. */
export const exemptionNameField = policyNameField.refine((name) => !BUILT_IN_RULES.includes(name), {
  error: `a name other than ${BUILT_IN_RULES.join(' and ')}, which are built-in rules`,
});

const EXPECTED_SIGNER = 'the ARN arn:PARTITION:signer:REGION:ACCOUNT:/signing-profiles/NAME or …/NAME/VERSION';

const signerProblem = (text: string): string | undefined => {
  if (parseSignerArn(text) !== undefined) return undefined;
  if (isSignerAlias(text))
    return `${EXPECTED_SIGNER} instead of an alias, which whoever manages the profile can move to another one`;
  return /[*?]/.test(text) ? `${EXPECTED_SIGNER} without wildcards, which AWS Signer refuses` : EXPECTED_SIGNER;
};

/** A signer: the ARN of a signing profile or profile version. */
export const signerField = z.string(EXPECTED_SIGNER).check((context) => {
  const message = signerProblem(context.value);
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
});

/** A repository pattern, as `parseRepositoryPattern` reads it. */
export const repositoryPatternField = z.string().check((context) => {
  const parsed = parseRepositoryPattern(context.value);
  if (!parsed.ok) context.issues.push({ code: 'custom', message: parsed.expected, input: context.value });
});

/** A repository pattern as a person writes it: one that can match an image. */
const writtenPatternField = z.string().check((context) => {
  const parsed = parseRepositoryPattern(context.value);
  const message = impossiblePattern(context.value) ?? (parsed.ok ? undefined : parsed.expected);
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
});

/** At least one repository pattern as a person writes it. */
export const writtenPatternsField = z.array(writtenPatternField).min(1, 'at least one repository pattern');

/** At least one repository pattern. */
export const repositoryPatternsField = z.array(repositoryPatternField).min(1, 'at least one repository pattern');

/** At least one signer. */
export const signersField = z.array(signerField).min(1, 'at least one signer');

const EXPECTED_REQUIREMENT = 'any, all or a whole number of signers, at least 1';

/** How many of a policy's signers must have signed. */
export const requireField = z.union(
  [z.enum(['any', 'all']), z.int().min(1, EXPECTED_REQUIREMENT)],
  EXPECTED_REQUIREMENT,
);

const SHORTEST_REASON = 10;
const EXPECTED_REASON = `a reason of at least ${SHORTEST_REASON} characters`;

// Blanks, and characters that show nothing: formats such as the zero-width space, and the fillers of Hangul and Braille.
const BLANKS = /[\s\p{C}\u115F\u1160\u2800\u3164\uFFA0]+/gu;

/** The reason of an exemption. Blanks between its words count as one. */
export const exemptionReasonField = z
  .string(EXPECTED_REASON)
  .refine((text) => text.replace(BLANKS, ' ').trim().length >= SHORTEST_REASON, { error: EXPECTED_REASON })
  .meta({ minLength: SHORTEST_REASON });

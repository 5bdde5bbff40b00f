import * as z from 'zod';
import { isClusterName } from '../naming/parse-arn';
import { exemptionNameField, policyNameField, requireField, signersField } from '../deployment/rule-fields';
import { closedObject } from '../schema/closed-object';
import { modeField, unmatchedField } from '../schema/fields';

const EXPECTED_CLUSTER = 'the name or the ARN of an ECS cluster';

const clusterField = z.string(EXPECTED_CLUSTER).refine(isClusterName, { error: EXPECTED_CLUSTER });

const EXPECTED_IMAGE = 'the name of an image, 1 to 1024 characters';

// Exactly one field: a union of three objects would only say that none of them fits.
const EXPECTED_DECISION = 'exactly one of policy, exemption and unmatched';

// Zod would skip these checks where another field is wrong, and so report some problems only later.
const EVEN_IF_FIELDS_ARE_WRONG = {
  when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null,
};

const expectation = closedObject({
  policy: policyNameField.optional().describe('The policy that decides. Default: no policy is expected.'),
  exemption: exemptionNameField.optional().describe('The exemption that applies. Default: no exemption is expected.'),
  unmatched: unmatchedField.optional().describe('How an image without a rule is treated. Default: a rule is expected.'),
})
  .refine((expected) => Object.keys(expected).length === 1, { error: EXPECTED_DECISION, ...EVEN_IF_FIELDS_ARE_WRONG })
  .meta({ minProperties: 1, maxProperties: 1 });

const caseFields = closedObject({
  image: z
    .string(EXPECTED_IMAGE)
    .min(1, EXPECTED_IMAGE)
    .max(1024, EXPECTED_IMAGE)
    .describe('The image, as a task definition names it. Required.'),
  expect: expectation.describe('What decides about the image: a policy, an exemption, or no rule. Required.'),
  signers: signersField
    .optional()
    .describe('All signers of the expected policy, in any order. Default: they are not compared.'),
  require: requireField
    .optional()
    .describe('How many signers the expected policy requires: any, all or a number. Default: it is not compared.'),
  cluster: clusterField
    .optional()
    .describe('The cluster whose mode is expected, by name or ARN. Default: any that has no mode of its own.'),
  mode: modeField.optional().describe('The mode of the cluster. Default: it is not compared.'),
  at: z.iso
    .datetime({ error: 'an instant YYYY-MM-DDThh:mm:ssZ in UTC' })
    .optional()
    .describe('The instant at which the case is decided, in UTC, since exemptions end. Default: now.'),
});

const hasField = (value: unknown, field: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, field);

/** Fields that mean nothing without another one: what was expected instead, and whether the other one is there. */
const DEPENDENT = {
  signers: ['signers only where a policy is expected', (value) => hasField(Reflect.get(value, 'expect'), 'policy')],
  require: ['require only where a policy is expected', (value) => hasField(Reflect.get(value, 'expect'), 'policy')],
  cluster: ['a cluster only where a mode is expected', (value) => hasField(value, 'mode')],
} as const satisfies Readonly<Record<string, readonly [expected: string, isMet: (value: object) => boolean]>>;

const testCase = caseFields.superRefine((value, context) => {
  for (const [field, [message, isMet]] of Object.entries(DEPENDENT))
    if (hasField(value, field) && !isMet(value)) context.addIssue({ code: 'custom', path: [field], message });
}, EVEN_IF_FIELDS_ARE_WRONG);

/** The cases of a team: which rule it expects to apply to which image. */
export const policyTestSchema = closedObject({
  $schema: z.string().optional().describe('The JSON Schema of this file, for editors. Default: none.'),
  version: z.literal(1).describe('The version of this format. Required.'),
  cases: z.array(testCase).min(1, 'at least one case').describe('The cases. Required.'),
});

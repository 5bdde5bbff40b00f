import type * as z from 'zod';
import type { DeepReadonly } from '../schema/deep-readonly';
import { parseContract } from '../schema/parse-contract';
import { readJson } from '../schema/read-json';
import { policyTestSchema } from './policy-test-schema';

/** A team's own cases for `image-trust policy test`. */
export type PolicyTest = DeepReadonly<z.output<typeof policyTestSchema>>;

/** One case: an image, and what is expected to decide about it. */
export type PolicyCase = PolicyTest['cases'][number];

/**
 * Parses a file of cases; `file` names it in messages.
 * @throws InvalidInputError with every problem.
 */
export const parsePolicyTest = (text: string, file: string): PolicyTest =>
  parseContract(policyTestSchema, readJson(text, file), file);

import * as z from 'zod';
import { parseJsonOrUndefined } from '../../../../contracts/schema/parse-json-or-undefined';

// https://developer.hashicorp.com/terraform/internals/json-format#state-representation
const stateSchema = z.looseObject({
  values: z
    .looseObject({ root_module: z.looseObject({ resources: z.array(z.unknown()).optional() }).optional() })
    .optional(),
});

/**
 * Whether a state, as `terraform show -json` prints it, holds any resource. What cannot be read counts as one, so that it is never taken
 * for a stack that is not deployed yet.
 */
export const hasResources = (text: string): boolean => {
  const state = stateSchema.safeParse(parseJsonOrUndefined(text));
  return !state.success || (state.data.values?.root_module?.resources ?? []).length > 0;
};

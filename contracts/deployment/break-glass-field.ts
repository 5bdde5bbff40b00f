import * as z from 'zod';
import { parsePrincipalArn } from '../naming/parse-arn';
import { closedObject } from '../schema/closed-object';

const EXPECTED_PRINCIPAL =
  'the ARN arn:PARTITION:iam::ACCOUNT:role/NAME, …:user/NAME or …:root, without wildcards (for a session, name its role)';

const principalField = z
  .string(EXPECTED_PRINCIPAL)
  .refine((arn) => parsePrincipalArn(arn) !== undefined, { error: EXPECTED_PRINCIPAL });

/** Who may grant in an emergency that images are not acted on. */
export const breakGlassField = closedObject({
  assumedBy: z
    .array(principalField)
    .min(1, 'at least one role, user or account')
    .describe(
      'The IAM roles, IAM users and accounts (as ACCOUNT:root) that may assume the break-glass role, in this or other accounts. Each also needs sts:AssumeRole for it in a policy of its own. Required.',
    ),
});

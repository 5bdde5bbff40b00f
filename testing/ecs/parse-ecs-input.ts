import type * as z from 'zod';
import type { AwsCall } from '../aws/aws-call';
import { AwsError } from '../aws/aws-error';

/**
 * Parses the input of an action as ECS does.
 * @throws AwsError `InvalidParameterException` with every problem.
 */
export const parseEcsInput = <Shape>(
  { action, input }: Pick<AwsCall, 'action' | 'input'>,
  shape: z.ZodType<Shape>,
): Shape => {
  const { success, data, error } = shape.safeParse(input);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('InvalidParameterException', `${action}: ${problems.join('; ')}`);
};

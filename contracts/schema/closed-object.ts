import * as z from 'zod';

/** An object with exactly these fields. The message about an unknown key lists the known ones. */
export const closedObject = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `a known key (${Object.keys(shape).join(', ')})` : undefined,
  });

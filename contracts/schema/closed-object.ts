import * as z from 'zod';

/** An object with exactly these fields: an unknown key is a problem that names the known ones. */
export const closedObject = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `a key out of ${Object.keys(shape).join(', ')}` : undefined,
  });

import * as z from 'zod';

const jsonSchemaOf = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
};

/**
 * Entries by name. Names and entries are checked independently: zod's own record does not check an entry whose name is
 * wrong.
 */
export const namedRecord = <S extends z.ZodType>(name: z.ZodString, entry: S) =>
  z
    .record(z.string(), entry)
    .superRefine(
      (record, context) => {
        for (const key of Object.keys(record)) {
          const message = name.safeParse(key).error?.issues[0]?.message;
          if (message !== undefined) context.addIssue({ code: 'custom', path: [key], message, params: { found: key } });
        }
      },
      { when: ({ value }) => typeof value === 'object' && value !== null },
    )
    .meta({ propertyNames: jsonSchemaOf(name) });

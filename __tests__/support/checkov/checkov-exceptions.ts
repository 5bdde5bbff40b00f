import * as z from 'zod';

/** A check that failed on a resource. */
export interface CheckovFinding {
  readonly check: string;
  readonly says: string;
  /** The resource's stack and address. */
  readonly resource: string;
}

const exceptionsSchema = z.array(
  z.strictObject({
    check: z.string().regex(/^CKV2?_AWS_\d+$/),
    /** Checkov's description of the check. */
    says: z.string().min(1),
    resources: z.array(z.string()).min(1),
    reason: z.string().min(80, 'a reason that an auditor would accept has at least 80 characters'),
  }),
);

/** Failed checks that are accepted on some resources, each with a reason. */
export type CheckovExceptions = z.output<typeof exceptionsSchema>;

/**
 * Parses the file of exceptions.
 * @throws Error with the path of each mistake.
 */
export const parseCheckovExceptions = (text: string): CheckovExceptions => {
  const result = exceptionsSchema.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(z.prettifyError(result.error));
  return result.data;
};

const lineOf = ({ check, resource, says }: CheckovFinding): string => `${check} ${resource}: ${says}`;

const excused = (exceptions: CheckovExceptions): readonly string[] =>
  exceptions.flatMap(({ check, says, resources }) => resources.map((resource) => lineOf({ check, says, resource })));

/** The failed checks that no exception accepts, one line each. */
export const unexcusedBy = (exceptions: CheckovExceptions, found: readonly CheckovFinding[]): readonly string[] =>
  found.map(lineOf).filter((line) => !excused(exceptions).includes(line));

/** The exceptions for checks that don't fail, or that checkov now describes differently, one line each. */
export const idleIn = (exceptions: CheckovExceptions, found: readonly CheckovFinding[]): readonly string[] => {
  const failed = found.map(lineOf);
  return excused(exceptions).filter((line) => !failed.includes(line));
};

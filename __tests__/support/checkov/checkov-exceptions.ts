import * as z from 'zod';

/** A check that failed on a resource, which is named by its stack and its address. */
export interface CheckovFinding {
  readonly check: string;
  readonly says: string;
  readonly resource: string;
}

const exceptionsSchema = z.array(
  z.strictObject({
    check: z.string().regex(/^CKV2?_AWS_\d+$/),
    /** The check in checkov's own words. */
    says: z.string().min(1),
    resources: z.array(z.string()).min(1),
    reason: z.string().min(80, 'a reason that an auditor would accept takes more than a few words'),
  }),
);

/** Which failed checks are accepted on which resources, each for a reason. */
export type CheckovExceptions = z.output<typeof exceptionsSchema>;

/** Parses the file of exceptions; throws with the path of each mistake. */
export const parseCheckovExceptions = (text: string): CheckovExceptions => {
  const result = exceptionsSchema.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(z.prettifyError(result.error));
  return result.data;
};

const lineOf = ({ check, resource, says }: CheckovFinding): string => `${check} ${resource}: ${says}`;

const excused = (exceptions: CheckovExceptions): readonly string[] =>
  exceptions.flatMap(({ check, says, resources }) => resources.map((resource) => lineOf({ check, says, resource })));

/** What failed without being accepted, a line each. */
export const unexcusedBy = (exceptions: CheckovExceptions, found: readonly CheckovFinding[]): readonly string[] =>
  found.map(lineOf).filter((line) => !excused(exceptions).includes(line));

/** What is accepted though it does not fail, or fails in other words, a line each. */
export const idleIn = (exceptions: CheckovExceptions, found: readonly CheckovFinding[]): readonly string[] => {
  const failed = found.map(lineOf);
  return excused(exceptions).filter((line) => !failed.includes(line));
};

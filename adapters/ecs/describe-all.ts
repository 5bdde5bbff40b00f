import type { Failure } from '@aws-sdk/client-ecs';
import { slicesOf } from '../../verification';

/** What ECS describes, and what it does not. */
export interface Described<T> {
  readonly items: readonly T[];
  /** How many it describes, with those that `items` leaves out. Default: as many as `items` has. */
  readonly described?: number;
  readonly failures: readonly Failure[] | undefined;
}

/** How things are described that ECS lists. */
export interface Description<T> {
  /** The action of ECS, for messages. */
  readonly action: string;
  /** What it describes, for messages. */
  readonly what: string;
  /** How many ECS describes with one call. */
  readonly most: number;
  readonly describe: (arns: string[]) => Promise<Described<T>>;
}

const problemWith = <T>(
  { items, failures = [], described = items.length }: Described<T>,
  { action, what }: Pick<Description<T>, 'action' | 'what'>,
  asked: number,
): string | undefined => {
  const failed = failures.filter(({ reason }) => reason !== 'MISSING');
  if (failed.length > 0) return `${action}: expected ${what} or MISSING, found ${JSON.stringify(failed)}`;
  const answered = described + failures.length;
  return answered < asked ? `${action}: expected ${asked} ${what} or failures, found ${answered}` : undefined;
};

/**
 * Describes things by their ARNs, as many with each call as ECS allows, and passes on what each call describes; those that
 * ECS no longer knows are left out. Throws what `describe` throws.
 * @throws Error, once the others are described, when ECS cannot describe one for any other reason, or leaves one out.
 */
export const describeEach = async <T>(
  arns: readonly string[],
  description: Description<T>,
  onDescribed: (items: readonly T[]) => void,
): Promise<void> => {
  let problem: string | undefined;
  for (const some of slicesOf([...new Set(arns)], description.most)) {
    const described = await description.describe([...some]);
    onDescribed(described.items);
    problem ??= problemWith(described, description, some.length);
  }
  if (problem !== undefined) throw new Error(problem);
};

/** Describes things as describeEach does, and returns them all. Throws what describeEach throws. */
export const describeAll = async <T>(arns: readonly string[], description: Description<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  await describeEach(arns, description, (items) => found.push(...items));
  return found;
};

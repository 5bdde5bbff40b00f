import type { Failure } from '@aws-sdk/client-ecs';
import { slicesOf } from '../../verification';

/** What ECS describes, and what it does not. */
export interface Described<T> {
  readonly items: readonly T[];
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

/**
 * Describes things by their ARNs, as many with each call as ECS allows; those that it no longer knows are left out. Throws
 * what `describe` throws.
 * @throws Error when ECS cannot describe one for any other reason.
 */
export const describeAll = async <T>(
  arns: readonly string[],
  { action, what, most, describe }: Description<T>,
): Promise<readonly T[]> => {
  const found: T[] = [];
  for (const some of slicesOf(arns, most)) {
    const { items, failures = [] } = await describe([...some]);
    const failed = failures.filter(({ reason }) => reason !== 'MISSING');
    if (failed.length > 0) throw new Error(`${action}: expected ${what} or MISSING, found ${JSON.stringify(failed)}`);
    found.push(...items);
  }
  return found;
};

import { AwsError } from '../aws/aws-error';

/** The members of a request for one page. */
export interface PageInput {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/**
 * One page of a list, and the token of the next one if there is one.
 * @throws AwsError when the token isn't one that this function has returned.
 */
export const paginate = <T>(
  all: readonly T[],
  { maxResults, nextToken = '0' }: PageInput,
  defaultSize: number,
): { readonly page: readonly T[]; readonly nextToken?: string } => {
  const start = Number(nextToken);
  if (!Number.isInteger(start)) throw new AwsError('InvalidParameterException', 'Invalid token.');
  const end = start + (maxResults ?? defaultSize);
  return { page: all.slice(start, end), ...(end < all.length && { nextToken: String(end) }) };
};

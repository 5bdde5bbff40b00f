import { parseRepositoryPattern, type RepositoryPattern } from '../../verification/repository-pattern';
import type { Deployment } from './deployment';

/** Repositories of ECR that a policy is about, as IAM names them. */
export interface ReadableRepository {
  readonly account: string;
  readonly arn: string;
}

const toRepository = ({ registry, segments, scope }: RepositoryPattern): readonly ReadableRepository[] => {
  if (registry.kind === 'other') return [];
  const { partition, region, account } = registry;
  const path = [...segments, ...(scope === 'below' ? ['*'] : [])].join('/');
  return [{ account, arn: `arn:${partition}:ecr:${region}:${account}:repository/${path}` }];
};

/** Whether a grant of one ARN holds all that another names; a star is only ever the last character of either. */
const holds = (wide: string, narrow: string): boolean =>
  wide.endsWith('*') && wide !== narrow && narrow.startsWith(wide.slice(0, -1));

/**
 * The ECR repositories that a deployment's policies are about, sorted, each once and none within another: what the functions must be allowed to read.
 * Exempt repositories are never read, other registries are asked anonymously.
 */
export const readableRepositories = ({ policies }: Pick<Deployment, 'policies'>): readonly ReadableRepository[] => {
  const all = Object.values(policies)
    .flatMap(({ repositories }) => repositories)
    .flatMap((text) => {
      const parsed = parseRepositoryPattern(text);
      return parsed.ok ? toRepository(parsed.pattern) : [];
    });
  const byArn = new Map(all.map((each) => [each.arn, each]));
  return [...byArn.values()]
    .filter(({ arn }) => ![...byArn.keys()].some((other) => holds(other, arn)))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
};

import { parseRepositoryPattern, type RepositoryPattern } from '../../verification/repository-pattern';
import { allPolicies, type PolicyOwner } from './canary-policy';

/** ECR repositories that a policy covers, as an ARN for IAM. */
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

/** Whether one ARN covers another; an asterisk can only be the last character of either. */
const covers = (wide: string, narrow: string): boolean =>
  wide.endsWith('*') && wide !== narrow && narrow.startsWith(wide.slice(0, -1));

/**
 * The ECR repositories that the functions must be allowed to read: those that policies cover, sorted, without those
 * that another one covers. Exempt repositories are never read, and other registries are read anonymously.
 */
export const readableRepositories = (deployment: PolicyOwner): readonly ReadableRepository[] => {
  const all = Object.values(allPolicies(deployment))
    .flatMap(({ repositories }) => repositories)
    .flatMap((text) => {
      const parsed = parseRepositoryPattern(text);
      return parsed.ok ? toRepository(parsed.pattern) : [];
    });
  const byArn = new Map(all.map((each) => [each.arn, each]));
  return [...byArn.values()]
    .filter(({ arn }) => ![...byArn.keys()].some((other) => covers(other, arn)))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
};

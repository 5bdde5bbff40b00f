import { partitionOfRegion } from '../../verification/repository-identity';
import { formatRepositoryPattern, parseRepositoryPattern } from '../../verification/repository-pattern';
import { formatClusterArn, parseClusterArn, parseSignerArn, type ArnScope } from '../naming/parse-arn';
import type { DeploymentOutline, Located } from './deployment-outline';
import { accountField, partitionField, regionField } from '../schema/fields';
import { formatPath, problemAt, type Problem } from '../schema/invalid-input';
import { findNameContradictions, type Home } from './name-contradictions';
import { sampleNames } from '../naming/resource-names';

const homeOf = ({ account, region }: DeploymentOutline): Home => {
  const soundRegion = regionField.safeParse(region).data;
  return {
    region: soundRegion,
    account: accountField.safeParse(account).data,
    partition: soundRegion === undefined ? undefined : partitionOfRegion(soundRegion),
  };
};

const SCOPES = ['partition', 'region', 'account'] as const;

/** The first part of an ARN that contradicts the deployment, as the value that was expected. */
const strayScope = (scope: ArnScope, home: Home, parts: readonly (typeof SCOPES)[number][]): string | undefined => {
  const stray = parts.find((part) => home[part] !== undefined && home[part] !== scope[part]);
  return stray && `the deployment's ${stray} ${home[stray]}`;
};

const partitionProblems = ({ partition }: DeploymentOutline, home: Home): readonly Problem[] =>
  !partitionField.safeParse(partition).success || home.partition === undefined || partition === home.partition
    ? []
    : [problemAt(['partition'], `${home.partition}, the partition of ${home.region}`, partition)];

const clusterProblems = ({ clusters }: DeploymentOutline, home: Home): readonly Problem[] =>
  clusters.flatMap(({ path, value }) => {
    const arn = parseClusterArn(value);
    const expected = arn && strayScope(arn, home, SCOPES);
    return expected === undefined ? [] : [problemAt(path, expected, value)];
  });

// AWS isolates signatures by partition, not by region, so a signer may be in any region of the partition. But the deployment's own profile
// name with its own account in another region is a mistake.
// https://docs.aws.amazon.com/signer/latest/developerguide/image-verification.html
const signerProblems = ({ signers, profile }: DeploymentOutline, home: Home): readonly Problem[] =>
  signers.flatMap(({ path, value }) => {
    const arn = parseSignerArn(value);
    if (arn === undefined) return [];
    const own = arn.profile === profile && arn.account === home.account;
    const stray = strayScope(arn, home, own ? ['partition', 'region'] : ['partition']);
    if (stray === undefined) return [];
    const why = own ? 'where its own profile is' : 'since signatures are isolated to partitions';
    return [problemAt(path, `${stray}, ${why}`, value)];
  });

const patternPartitionProblems = ({ patterns }: DeploymentOutline, home: Home): readonly Problem[] =>
  patterns.flatMap(({ path, value }) => {
    const parsed = parseRepositoryPattern(value);
    if (!parsed.ok || parsed.pattern.registry.kind === 'other' || home.partition === undefined) return [];
    return parsed.pattern.registry.partition === home.partition
      ? []
      : [problemAt(path, `an ECR registry of the deployment's partition ${home.partition}`, value)];
  });

/** A problem for every value that repeats an earlier one. `meaning` returns the same text for all spellings of the same thing. */
const repetitions = (
  values: readonly Located<string>[],
  what: string,
  meaning: (value: string) => string | undefined,
): readonly Problem[] => {
  const first = new Map<string, Located<string>>();
  return values.flatMap(({ path, value }) => {
    const key = meaning(value);
    if (key === undefined) return [];
    const before = first.get(key);
    if (before === undefined) first.set(key, { path, value });
    return before === undefined ? [] : [problemAt(path, `${what} once (${formatPath(before.path)} has it)`, value)];
  });
};

const repeatedPatterns = ({ patterns }: DeploymentOutline): readonly Problem[] =>
  repetitions(patterns, 'each repository pattern', (value) => {
    const parsed = parseRepositoryPattern(value);
    return parsed.ok ? formatRepositoryPattern(parsed.pattern) : undefined;
  });

const repeatedClusters = ({ clusters }: DeploymentOutline, home: Home): readonly Problem[] =>
  repetitions(clusters, 'each cluster', (value) => {
    const scope = { partition: home.partition ?? '', region: home.region ?? '', account: home.account ?? '' };
    return formatClusterArn(parseClusterArn(value) ?? { ...scope, cluster: value });
  });

const sampleRepositories = ({ name, hasSample }: DeploymentOutline): readonly Located<string>[] => {
  const { signed, unsigned } = sampleNames({ name });
  return hasSample ? [signed, unsigned].map(({ repository }) => ({ path: ['sample'], value: repository })) : [];
};

const repeatedRepositories = (outline: DeploymentOutline): readonly Problem[] =>
  repetitions([...outline.ownRepositories, ...sampleRepositories(outline)], 'each repository', (value) =>
    value === '' ? undefined : value,
  );

/** Finds every pair of statements in a deployment file that contradict each other. */
export const findContradictions = (outline: DeploymentOutline): readonly Problem[] => {
  const home = homeOf(outline);
  return [
    ...partitionProblems(outline, home),
    ...clusterProblems(outline, home),
    ...repeatedClusters(outline, home),
    ...repeatedRepositories(outline),
    ...signerProblems(outline, home),
    ...patternPartitionProblems(outline, home),
    ...repeatedPatterns(outline),
    ...findNameContradictions(outline, home),
  ];
};

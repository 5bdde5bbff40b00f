import { partitionOfRegion } from '../../verification/repository-identity';
import { formatRepositoryPattern, parseRepositoryPattern } from '../../verification/repository-pattern';
import { formatClusterArn, parseClusterArn, parseSignerArn, type ArnScope } from '../naming/parse-arn';
import { findAccountContradictions } from './account-contradictions';
import { findCanaryContradictions } from './canary-contradictions';
import type { DeploymentOutline, Located } from './deployment-outline';
import { accountField, partitionField, regionField } from '../schema/fields';
import { formatPath, problemAt, type Problem } from '../schema/invalid-input';
import { findNameContradictions, type KnownScope } from './name-contradictions';
import { regionProblems } from './region-problems';
import { repositoryUri } from '../naming/resource-arns';
import { sampleNames } from '../naming/resource-names';

const knownScopeOf = ({ account, region }: DeploymentOutline): KnownScope => {
  const validRegion = regionField.safeParse(region).data;
  return {
    region: validRegion,
    account: accountField.safeParse(account).data,
    partition: validRegion === undefined ? undefined : partitionOfRegion(validRegion),
  };
};

const SCOPES = ['partition', 'region', 'account'] as const;

/** The first part of an ARN that contradicts the deployment, as the value that was expected. */
const mismatchIn = (
  scope: ArnScope,
  known: KnownScope,
  parts: readonly (typeof SCOPES)[number][],
): string | undefined => {
  const mismatch = parts.find((part) => known[part] !== undefined && known[part] !== scope[part]);
  return mismatch && `the deployment's ${mismatch} ${known[mismatch]}`;
};

const partitionProblems = ({ partition }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  !partitionField.safeParse(partition).success || known.partition === undefined || partition === known.partition
    ? []
    : [problemAt(['partition'], `${known.partition}, the partition of ${known.region}`, partition)];

const clusterProblems = ({ clusters }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  clusters.flatMap(({ path, value }) => {
    const arn = parseClusterArn(value);
    const expected = arn && mismatchIn(arn, known, SCOPES);
    return expected === undefined ? [] : [problemAt(path, expected, value)];
  });

// AWS isolates signatures by partition, not by region, so a signer may be in any region of the partition. But the
// deployment's own profile name with its own account in another region is a mistake.
// https://docs.aws.amazon.com/signer/latest/developerguide/image-verification.html
const signerProblems = ({ signers, profile }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  signers.flatMap(({ path, value }) => {
    const arn = parseSignerArn(value);
    if (arn === undefined) return [];
    const own = arn.profile === profile && arn.account === known.account;
    const mismatch = mismatchIn(arn, known, own ? ['partition', 'region'] : ['partition']);
    if (mismatch === undefined) return [];
    const why = own ? 'where its own profile is' : 'since signatures are isolated to partitions';
    return [problemAt(path, `${mismatch}, ${why}`, value)];
  });

const requirementProblems = ({ requirements }: DeploymentOutline): readonly Problem[] =>
  requirements.flatMap(({ path, value, signers }) =>
    value > signers ? [problemAt(path, `at most ${signers}, the number of the policy's signers`, value)] : [],
  );

const patternPartitionProblems = ({ patterns }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  patterns.flatMap(({ path, value }) => {
    const parsed = parseRepositoryPattern(value);
    if (!parsed.ok || parsed.pattern.registry.kind === 'other' || known.partition === undefined) return [];
    return parsed.pattern.registry.partition === known.partition
      ? []
      : [problemAt(path, `an ECR registry of the deployment's partition ${known.partition}`, value)];
  });

/**
 * A problem for every value that repeats an earlier one. `meaning` returns the same text for all spellings of the same
 * thing.
 */
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

/** The pattern of the policy that synthesis adds for the canary images. */
const canaryPattern = ({ canary }: DeploymentOutline, { account, region }: KnownScope): readonly Located<string>[] =>
  canary === undefined || account === undefined || region === undefined
    ? []
    : [{ path: canary.repository.path, value: repositoryUri({ account, region }, canary.repository.value) }];

const repeatedPatterns = (outline: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  repetitions([...outline.patterns, ...canaryPattern(outline, known)], 'each repository pattern', (value) => {
    const parsed = parseRepositoryPattern(value);
    return parsed.ok ? formatRepositoryPattern(parsed.pattern) : undefined;
  });

const repeatedClusters = ({ clusters }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  repetitions(clusters, 'each cluster', (value) => {
    const scope = { partition: known.partition ?? '', region: known.region ?? '', account: known.account ?? '' };
    return formatClusterArn(parseClusterArn(value) ?? { ...scope, cluster: value });
  });

const policyOf = ({ path }: Located<string>): string => String(path[1]);

const repeatedSigners = ({ signers }: DeploymentOutline): readonly Problem[] =>
  [...new Set(signers.map(policyOf))].flatMap((policy) =>
    repetitions(
      signers.filter((signer) => policyOf(signer) === policy),
      'each signer',
      (value) => value,
    ),
  );

const sampleRepositories = ({ name, hasSample }: DeploymentOutline): readonly Located<string>[] => {
  const { signed, unsigned } = sampleNames({ name });
  return hasSample ? [signed, unsigned].map(({ repository }) => ({ path: ['sample'], value: repository })) : [];
};

const repeatedRepositories = (outline: DeploymentOutline): readonly Problem[] =>
  repetitions(
    [
      ...outline.ownRepositories,
      ...sampleRepositories(outline),
      ...(outline.canary === undefined ? [] : [outline.canary.repository]),
    ],
    'each repository',
    (value) => (value === '' ? undefined : value),
  );

/** Finds every pair of statements in a deployment file that contradict each other. */
export const findContradictions = (outline: DeploymentOutline): readonly Problem[] => {
  const known = knownScopeOf(outline);
  return [
    ...regionProblems(outline),
    ...partitionProblems(outline, known),
    ...clusterProblems(outline, known),
    ...repeatedClusters(outline, known),
    ...repeatedRepositories(outline),
    ...signerProblems(outline, known),
    ...requirementProblems(outline),
    ...repeatedSigners(outline),
    ...patternPartitionProblems(outline, known),
    ...repeatedPatterns(outline, known),
    ...findCanaryContradictions(outline, known),
    ...repetitions(outline.assumedBy, 'each role, user and account', (arn) => arn || undefined),
    ...repetitions(outline.crossAccountSigners, 'each account', (account) => account || undefined),
    ...findAccountContradictions(outline, known),
    ...findNameContradictions(outline, known),
  ];
};

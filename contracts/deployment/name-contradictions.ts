import { parseImageReference } from '../../verification/image-reference';
import { repositoryIdentity } from '../../verification/repository-identity';
import { matchesPattern, parseRepositoryPattern } from '../../verification/repository-pattern';
import { parseSignerArn, type ArnScope } from '../naming/parse-arn';
import { repositoryUri } from '../naming/resource-arns';
import type { DeploymentOutline } from './deployment-outline';
import { deploymentNameField } from '../schema/fields';
import { problemAt, type Problem } from '../schema/invalid-input';
import { MAX_BUCKET_NAME_LENGTH, reservedPrefix } from '../naming/bucket-name';
import { bucketName, sampleNames } from '../naming/resource-names';

/** Where a deployment is. A part is undefined if the file has no valid value for it. */
export type KnownScope = { readonly [K in keyof ArnScope]: string | undefined };

const bucketProblems = ({ name }: DeploymentOutline, { account, region }: KnownScope): readonly Problem[] => {
  if (account === undefined || region === undefined || !deploymentNameField.safeParse(name).success) return [];
  const excess = bucketName({ name, account, region }).length - MAX_BUCKET_NAME_LENGTH;
  if (excess <= 0) return [];
  const most = name.length - excess;
  return [
    problemAt(
      ['name'],
      `at most ${most} characters, since the bucket's name may have at most ${MAX_BUCKET_NAME_LENGTH}`,
      name,
    ),
  ];
};

// The bucket's name begins with the deployment's.
const reservedNameProblems = ({ name }: DeploymentOutline): readonly Problem[] => {
  const reserved = deploymentNameField.safeParse(name).success ? reservedPrefix(name) : undefined;
  return reserved === undefined
    ? []
    : [problemAt(['name'], `a name that does not begin with ${reserved}, which S3 reserves in bucket names`, name)];
};

const existingRepositoryProblems = ({ existingRepositories, workloads }: DeploymentOutline): readonly Problem[] =>
  existingRepositories
    .filter(({ value }) => !workloads.includes(value))
    .map(({ path, value }) => problemAt(path, 'one of signing.repositories.workloads', value));

const existingProfileProblems = (outline: DeploymentOutline, known: KnownScope): readonly Problem[] => {
  const { existingProfile, profile } = outline;
  const arn = existingProfile && parseSignerArn(existingProfile.value);
  if (existingProfile === undefined || arn === undefined) return [];
  const { path, value } = existingProfile;
  if (arn.profile !== profile)
    return [problemAt(path, `a version of the profile in signing.profile, ${profile}`, value)];
  // The partition follows from the region.
  const isElsewhere = known.region !== undefined && arn.region !== known.region;
  return isElsewhere
    ? [problemAt(path, `the deployment's region ${known.region}, where images are signed`, value)]
    : [];
};

const sampleProblems = ({ name, hasSample, patterns }: DeploymentOutline, known: KnownScope): readonly Problem[] => {
  const { account, region } = known;
  if (!hasSample || account === undefined || region === undefined || !deploymentNameField.safeParse(name).success)
    return [];
  const covers = patterns
    .filter(({ path }) => path[0] === 'policies')
    .map(({ value }) => parseRepositoryPattern(value));
  const { signed, unsigned } = sampleNames({ name });
  return [signed, unsigned]
    .map(({ repository }) => repositoryUri({ account, region }, repository))
    .filter((uri) => {
      const identity = repositoryIdentity(parseImageReference(uri));
      return !covers.some((parsed) => parsed.ok && matchesPattern(parsed.pattern, identity));
    })
    .map((uri) => problemAt(['sample'], `a policy that covers ${uri}, whose images the sample runs`, undefined));
};

/** Finds contradictions among the names in a deployment file and the names that are made from them. */
export const findNameContradictions = (outline: DeploymentOutline, known: KnownScope): readonly Problem[] => [
  ...bucketProblems(outline, known),
  ...reservedNameProblems(outline),
  ...existingRepositoryProblems(outline),
  ...existingProfileProblems(outline, known),
  ...sampleProblems(outline, known),
];

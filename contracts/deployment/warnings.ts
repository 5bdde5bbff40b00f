import { parseRepositoryPattern } from '../../verification/repository-pattern';
import { parseClusterArn, parseSignerArn } from '../naming/parse-arn';
import { hasKnownSigner, isKnownRegion } from '../naming/regions';
import { editDistance } from '../schema/edit-distance';
import { formatPath } from '../schema/invalid-input';
import { expiredExemptions, type Deployment } from './deployment';
import { outlineDeployment } from './deployment-outline';
import { gateWarnings } from './gate-warnings';
import { unknownRegions } from './region-problems';
import { untilInstant } from './until';

const MAX_YEARS = 10;
const MAX_TYPOS = 2;

type FindWarnings = (deployment: Deployment, now: number) => readonly string[];

const endedExemptions: FindWarnings = (deployment, now) =>
  expiredExemptions(deployment, now).map(
    ({ name, until }) => `exemption ${name} of deployment ${deployment.name} ended at ${until}: it is ignored`,
  );

const endlessExemptions: FindWarnings = ({ name, exemptions }, now) => {
  const last = new Date(now);
  last.setUTCFullYear(last.getUTCFullYear() + MAX_YEARS);
  return Object.entries(exemptions)
    .filter(([, { until }]) => Date.parse(untilInstant(until)) > last.getTime())
    .map(
      ([exemption, { until }]) =>
        `exemption ${exemption} of deployment ${name} ends on ${until}, in more than ${MAX_YEARS} years: choose an end at which you want to decide again`,
    );
};

const newRegions: FindWarnings = (deployment) =>
  unknownRegions(outlineDeployment(deployment)).map(
    ({ path, region }) =>
      `${formatPath(path)} of deployment ${deployment.name} names the region ${region}, which this version does not know: check its spelling`,
  );

const regionWithoutSigner: FindWarnings = ({ name, region }) =>
  hasKnownSigner(region) || !isKnownRegion(region)
    ? []
    : [
        `AWS Signer did not sign container images in ${region}, the region of deployment ${name}, when this version was written: check that it does by now`,
      ];

const outsideEcr = (repositories: readonly string[]): readonly string[] =>
  repositories.filter((text) => {
    const parsed = parseRepositoryPattern(text);
    return parsed.ok && parsed.pattern.registry.kind === 'other';
  });

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html
const policiesOutsideEcr: FindWarnings = ({ name, policies }) =>
  Object.entries(policies).flatMap(([policy, { repositories }]) => {
    const others = outsideEcr(repositories);
    return others.length === 0
      ? []
      : [
          `policy ${policy} of deployment ${name} covers images outside of ECR (${others.join(', ')}): ECS may not report their digests, so name them by digest (…@sha256:…) in task definitions, or their verdicts stay inconclusive`,
        ];
  });

const misspelledSigners: FindWarnings = (deployment) => {
  const { name, account, region, signing } = deployment;
  return outlineDeployment(deployment).signers.flatMap(({ path, value }) => {
    const arn = parseSignerArn(value);
    if (arn === undefined || arn.account !== account || arn.region !== region) return [];
    const isTypo = arn.profile !== signing.profile && editDistance(arn.profile, signing.profile) <= MAX_TYPOS;
    return isTypo
      ? [
          `${formatPath(path)} of deployment ${name} names the profile ${arn.profile}, almost the deployment's own ${signing.profile}: check its spelling`,
        ]
      : [];
  });
};

const nameOfCluster = (key: string): string => parseClusterArn(key)?.cluster ?? key;

const similarClusters: FindWarnings = ({ name, clusters }) => {
  const keys = Object.keys(clusters);
  return keys.flatMap((key, index) => {
    const lower = nameOfCluster(key).toLowerCase();
    const before = keys.slice(0, index).find((each) => nameOfCluster(each).toLowerCase() === lower);
    return before === undefined
      ? []
      : [`clusters ${before} and ${key} of deployment ${name} differ in letter case only: check that both exist`];
  });
};

const FINDERS: readonly FindWarnings[] = [
  regionWithoutSigner,
  newRegions,
  policiesOutsideEcr,
  misspelledSigners,
  similarClusters,
  gateWarnings,
  endedExemptions,
  endlessExemptions,
];

/**
 * What is odd about a deployment, but possible: one sentence for each. Nothing here is an error, since that would keep
 * people from destroying or fixing a deployment. `now` is in milliseconds since the epoch.
 */
export const deploymentWarnings: FindWarnings = (deployment, now) =>
  FINDERS.flatMap((findWarnings) => findWarnings(deployment, now));

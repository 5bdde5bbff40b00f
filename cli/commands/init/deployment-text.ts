import { repositoryUri, signingProfileArn } from '../../../contracts/naming/resource-arns';
import { sampleNames } from '../../../contracts/naming/resource-names';
import { partitionOfRegion } from '../../../verification';
import type { Answers } from './answers';

const WIDTH = 120;

const profileName = (name: string): string => `${name.replaceAll('-', '_')}_workloads`;

const policiesOf = (answers: Answers): Readonly<Record<string, unknown>> => {
  const { name, account, region, repositories, subnets } = answers;
  const place = { name, account, region, partition: partitionOfRegion(region) };
  const signers = [signingProfileArn(place, profileName(name))];
  const { signed, unsigned } = sampleNames({ name });
  const uris = (names: readonly string[]) => names.map((repository) => repositoryUri(place, repository));
  return {
    workloads: { repositories: uris(repositories), signers },
    ...(subnets === undefined
      ? {}
      : { sample: { repositories: uris([signed.repository, unsigned.repository]), signers } }),
  };
};

const deploymentOf = (answers: Answers): Readonly<Record<string, unknown>> => {
  const { name, account, region, mode, repositories, subnets, publicSubnets } = answers;
  return {
    $schema: './deployment.schema.json',
    version: 1,
    name,
    account,
    region,
    mode,
    signing: {
      profile: profileName(name),
      repositories: { workloads: repositories, verifier: `${name}-image-trust` },
    },
    policies: policiesOf(answers),
    ...(subnets === undefined
      ? {}
      : { sample: { subnets, ...(publicSubnets === 'yes' ? { assignPublicIp: true } : {}) } }),
  };
};

// As the project's formatter writes lists: on one line where they fit.
const shortLists = (json: string): string =>
  json.replace(/^.*\[\n[^[\]{}]*\n\s*\],?$/gm, (list) => {
    const line = list
      .replace(/\[\n\s*/, '[')
      .replace(/\n\s*\]/, ']')
      .replace(/\n\s*/g, ' ');
    return line.length <= WIDTH ? line : list;
  });

/** The text of a new deployment file: all answers, and names that follow from the deployment's. */
export const deploymentText = (answers: Answers): string =>
  `${shortLists(JSON.stringify(deploymentOf(answers), null, 2))}\n`;

import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
  ListImagesCommand,
} from '@aws-sdk/client-ecr';
import * as z from 'zod';
import { callRestApi, clientSettings, type Caller } from './call-aws';

const policyOf = async (ecr: ECRClient, repositoryName: string): Promise<string> => {
  try {
    const { policyText = '' } = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }));
    return `, policy ${JSON.stringify(JSON.parse(policyText))}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'RepositoryPolicyNotFoundException') return '';
    throw error;
  }
};

const repositories = async (caller: Caller): Promise<readonly string[]> => {
  const ecr = new ECRClient(clientSettings(caller));
  const { repositories: found = [] } = await ecr.send(new DescribeRepositoriesCommand({}));
  return Promise.all(
    found.map(async ({ repositoryName = '' }) => {
      const { imageIds = [] } = await ecr.send(new ListImagesCommand({ repositoryName }));
      const digests = imageIds.map(({ imageDigest = '' }) => imageDigest).sort();
      return `repository ${repositoryName}, images ${digests.join(' ')}${await policyOf(ecr, repositoryName)}`;
    }),
  );
};

const profileShape = z.object({ profileName: z.string(), status: z.string() });

/** The repositories with their images and policies, and the status of the named profiles, as lines. */
export const heldResources = async (caller: Caller, profiles: readonly string[]): Promise<readonly string[]> => {
  const statuses = profiles.map(async (name) => {
    const { profileName, status } = profileShape.parse(
      await callRestApi(caller, 'signer', [`/signing-profiles/${name}`]),
    );
    return `profile ${profileName} ${status}`;
  });
  return [...(await repositories(caller)), ...(await Promise.all(statuses))];
};

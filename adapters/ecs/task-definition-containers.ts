import { DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { Container } from '../../verification';

/** Reads the containers of a task definition, whose digests are not known yet. Throws what the SDK throws. */
export const containersReader =
  (client: ECSClient) =>
  async (taskDefinition: string): Promise<readonly Container[]> => {
    const { taskDefinition: found } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return (found?.containerDefinitions ?? []).map(({ name, image }) => ({
      name: name ?? '',
      image: image ?? null,
      imageDigest: null,
    }));
  };

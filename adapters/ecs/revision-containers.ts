import { DescribeServiceRevisionsCommand, type ContainerImage, type ECSClient } from '@aws-sdk/client-ecs';
import { isDigest, type Container } from '../../verification';
import { containersReader } from './task-definition-containers';

const withImage = (container: Container, { image, imageDigest }: ContainerImage): Container => ({
  ...container,
  image: image ?? container.image,
  imageDigest: imageDigest !== undefined && isDigest(imageDigest) ? imageDigest : null,
});

/** Every container of the task definition, with what the revision lists under its name, and what else the revision lists. */
const join = (defined: readonly Container[], images: readonly ContainerImage[]): readonly Container[] => [
  ...defined.flatMap((container) => {
    const listed = images.filter(({ containerName }) => containerName === container.name);
    return listed.length === 0 ? [container] : listed.map((each) => withImage(container, each));
  }),
  ...images
    .filter(({ containerName }) => !defined.some(({ name }) => name === containerName))
    .map((each) => withImage({ name: each.containerName ?? '', image: null, imageDigest: null }, each)),
];

/** Reads the containers of a service's revision; undefined when ECS no longer knows it. Throws what the SDK throws. */
export const revisionReader = (client: ECSClient) => {
  const readContainers = containersReader(client);
  return async (arn: string): Promise<readonly Container[] | undefined> => {
    const { serviceRevisions, failures } = await client.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }),
    );
    const { taskDefinition, containerImages = [] } = serviceRevisions?.[0] ?? {};
    if (taskDefinition !== undefined) return join(await readContainers(taskDefinition), containerImages);
    if (failures?.[0]?.reason === 'MISSING') return undefined;
    throw new Error(`ecs:DescribeServiceRevisions: expected ${arn} or MISSING, found ${JSON.stringify(failures)}`);
  };
};

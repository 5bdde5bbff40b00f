import {
  DescribeServiceRevisionsCommand,
  DescribeTaskDefinitionCommand,
  type ContainerDefinition,
  type ContainerImage,
  type ECSClient,
  type ServiceRevision as EcsServiceRevision,
} from '@aws-sdk/client-ecs';
import { isDigest, type Container, type ServiceDeploymentPorts, type ServiceRevision } from '../../verification';
import { isMissing, isNoLongerKnown, isTaskDefinitionGone } from './no-longer-known';

const toContainer = (name: string | undefined, image: string | undefined, imageDigest?: string): Container => ({
  name: name ?? '',
  image: image ?? null,
  imageDigest: imageDigest !== undefined && isDigest(imageDigest) ? imageDigest : null,
});

/**
 * Every container of the task definition, with the image and the digest that the revision has for its name, and what else
 * the revision lists: no list that lacks a container hides it.
 */
const joinContainers = (
  definitions: readonly ContainerDefinition[],
  images: readonly ContainerImage[],
): readonly Container[] => {
  const defined = definitions.flatMap(({ name, image }) => {
    const listed = images.filter(({ containerName }) => containerName === name);
    return listed.length === 0
      ? [toContainer(name, image)]
      : listed.map((each) => toContainer(name, each.image ?? image, each.imageDigest));
  });
  const added = images.filter(({ containerName }) => !definitions.some(({ name }) => name === containerName));
  return [...defined, ...added.map((each) => toContainer(each.containerName, each.image, each.imageDigest))];
};

const readRevision = async (client: ECSClient, arn: string): Promise<EcsServiceRevision | undefined> => {
  const answer = await client
    .send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }))
    .catch((error: unknown) => {
      if (isNoLongerKnown(error)) return undefined;
      throw error;
    });
  if (answer === undefined) return undefined;
  const { serviceRevisions, failures } = answer;
  const found = serviceRevisions?.find(({ serviceRevisionArn }) => serviceRevisionArn === arn);
  if (found !== undefined || isMissing(failures)) return found;
  const problem = JSON.stringify(failures);
  throw new Error(`ecs:DescribeServiceRevisions: expected ${arn} or MISSING, found ${problem}`);
};

const readDefinitions = async (
  client: ECSClient,
  taskDefinition: string,
): Promise<readonly ContainerDefinition[] | undefined> => {
  try {
    const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return answer.taskDefinition?.containerDefinitions ?? [];
  } catch (error) {
    if (isTaskDefinitionGone(error)) return undefined;
    throw error;
  }
};

/**
 * Describes a revision of a service with all its containers; undefined when ECS no longer knows the revision or its task
 * definition. Throws what the SDK throws.
 */
export const revisionDescriber =
  (client: ECSClient): ServiceDeploymentPorts['describeRevision'] =>
  async (arn): Promise<ServiceRevision | undefined> => {
    const revision = await readRevision(client, arn);
    if (revision === undefined) return undefined;
    const { taskDefinition: taskDefinitionArn, containerImages = [] } = revision;
    if (taskDefinitionArn === undefined)
      throw new Error(`ecs:DescribeServiceRevisions: expected a task definition of ${arn}, found none`);
    const definitions = await readDefinitions(client, taskDefinitionArn);
    return definitions && { arn, taskDefinitionArn, containers: joinContainers(definitions, containerImages) };
  };

import {
  DescribeServiceRevisionsCommand,
  type ContainerImage,
  type ECSClient,
  type ServiceRevision as EcsServiceRevision,
} from '@aws-sdk/client-ecs';
import { isDigest, type Container, type ServiceDeploymentPorts, type ServiceRevision } from '../../verification';
import { isMissing, isNoLongerKnown, isTaskDefinitionGone } from './no-longer-known';
import { containersReader } from './task-definition-containers';

const withImage = (container: Container, { image, imageDigest }: ContainerImage): Container => ({
  ...container,
  image: image ?? container.image,
  imageDigest: imageDigest !== undefined && isDigest(imageDigest) ? imageDigest : null,
});

const nameOf = ({ containerName = '' }: ContainerImage): string => containerName;

/**
 * Every container of the task definition, with the image and the digest that the revision has for its name, and what else
 * the revision lists: no list that lacks a container hides it.
 */
const joinContainers = (defined: readonly Container[], images: readonly ContainerImage[]): readonly Container[] => [
  ...defined.flatMap((container) => {
    const listed = images.filter((image) => nameOf(image) === container.name);
    return listed.length === 0 ? [container] : listed.map((image) => withImage(container, image));
  }),
  ...images
    .filter((image) => !defined.some(({ name }) => name === nameOf(image)))
    .map((image) => withImage({ name: nameOf(image), image: null, imageDigest: null }, image)),
];

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

const readDefined = (client: ECSClient, taskDefinition: string): Promise<readonly Container[] | undefined> =>
  containersReader(client)(taskDefinition).catch((error: unknown) => {
    if (isTaskDefinitionGone(error)) return undefined;
    throw error;
  });

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
    const defined = await readDefined(client, taskDefinitionArn);
    return defined && { arn, taskDefinitionArn, containers: joinContainers(defined, containerImages) };
  };

import { parseImageReference } from '../image-reference';
import type { Container, Task } from '../task';
import type { LoadedTrust } from '../trust';
import { CANARY_KINDS, type Canaries, type CanaryKind } from './canary';

/** A canary image as the container of a task; its name is its kind. */
export const canaryContainer = (canaries: Canaries, canary: CanaryKind): Container => ({
  name: canary,
  image: canaries[canary],
  imageDigest: parseImageReference(canaries[canary]).digest ?? null,
});

/** The name of the cluster and the task that do not exist. */
const MADE_UP = 'image-trust-canary';

/** A standalone task that does not exist, with the canary images as its containers: as if it had just started. */
export const canaryTask = (canaries: Canaries, { document }: Pick<LoadedTrust, 'document'>): Task => {
  const { partition, region, account } = document;
  const arn = `arn:${partition}:ecs:${region}:${account}`;
  return {
    taskArn: `${arn}:task/${MADE_UP}/${MADE_UP}`,
    clusterArn: `${arn}:cluster/${MADE_UP}`,
    group: null,
    taskDefinitionArn: null,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    containers: CANARY_KINDS.map((canary) => canaryContainer(canaries, canary)),
  };
};

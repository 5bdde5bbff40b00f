import { checkContainer, type ContainerCheck } from '../container-check';
import { formatImageReference } from '../image-reference';
import type { Container, Task } from '../task';
import type { Trust } from '../trust';
import { checkKey } from './check-key';
import type { ImageGroup } from './image-group';

interface Tasks {
  readonly tasks: readonly Pick<Task, 'containers'>[];
}

/** The groups of what runs, and the group's key of each container. */
export interface ImageGroups {
  readonly groups: readonly ImageGroup[];
  readonly keyOf: (container: Container) => string;
}

/** The written reference is part of the key, since an image may be trusted through the index that it names. */
const verifiedKey = (check: ContainerCheck): readonly unknown[] =>
  check.kind === 'verify' ? [formatImageReference(check.image.reference), check.policy.name] : [];

const keyIn =
  (trust: Trust, now: number) =>
  (container: Container): string => {
    const { image, imageDigest } = container;
    if (trust.kind === 'unusable') return JSON.stringify([image, imageDigest]);
    const check = checkContainer(container, trust, now);
    return JSON.stringify([...checkKey(container, check), imageDigest, ...verifiedKey(check)]);
  };

/**
 * Groups the containers that run by what their verdict depends on: digest, written reference and policy, or rule and
 * image. `now` in milliseconds since the epoch.
 */
export const groupImages = ({ tasks }: Tasks, trust: Trust, now: number): ImageGroups => {
  const keyOf = keyIn(trust, now);
  const groups = new Map<string, ImageGroup>();
  for (const container of tasks.flatMap(({ containers }) => containers)) {
    const key = keyOf(container);
    const before = groups.get(key) ?? { key, container, containers: 0 };
    groups.set(key, { ...before, containers: before.containers + 1 });
  }
  return { groups: [...groups.values()], keyOf };
};

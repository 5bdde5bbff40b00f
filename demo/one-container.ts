import type { PushedImage } from '../testing/registry/image-publisher';
import type { ExpectedContainer, SceneEvent } from './scene';
import { type ContainerDescription, describeTask, type TaskInput } from './task-description';

/** Name of the container of scenes that have only one. */
const NAME = 'web';

/** A container that runs an image, named by its digest unless another way is given. */
export const running = (name: string, image: PushedImage, named: string = image.reference): ContainerDescription => ({
  name,
  image: named,
  imageDigest: image.digest,
});

/** A task starts that runs an image in its only container. */
export const taskRuns = (image: PushedImage, input: Omit<TaskInput, 'containers'> = {}): readonly SceneEvent[] => [
  { task: describeTask({ ...input, containers: [running(NAME, image)] }) },
];

/** The only container is trusted. */
export const TRUSTED: ExpectedContainer = { container: NAME, verdict: 'trusted', response: 'recorded' };

/** The only container is untrusted, and reported. */
export const untrusted = (reason: string): ExpectedContainer => ({
  container: NAME,
  verdict: 'untrusted',
  reason,
  response: 'reported',
});

/** Nobody could find out about the only container, and its message comes back after half a minute. */
export const inconclusive = (
  cause: 'service' | 'image',
  reason: string,
): { readonly containers: readonly ExpectedContainer[]; readonly comesBackAfter: number } => {
  const container = { container: NAME, verdict: 'inconclusive', cause, reason, response: 'recorded' } as const;
  return { containers: [container], comesBackAfter: 30 };
};

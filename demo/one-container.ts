import type { PushedImage } from '../testing/registry/image-publisher';
import { backOffSeconds } from '../verification/back-off';
import type { ExpectedContainer, ExpectedOutcome, SceneEvent } from './scene';
import { type ContainerDescription, describeTask, type TaskInput } from './task-description';

/** The container of scenes that have only one. */
const NAME = 'web';

/** A container that runs an image. Default: the task definition names the image by its digest. */
export const running = (
  name: string,
  image: PushedImage,
  reference: string = image.reference,
): ContainerDescription => ({ name, image: reference, imageDigest: image.digest });

/** The event of a task that runs an image in its only container. */
export const taskRuns = (image: PushedImage, input: Omit<TaskInput, 'containers'> = {}): readonly SceneEvent[] => [
  { kind: 'task', task: describeTask({ ...input, containers: [running(NAME, image)] }) },
];

/** The only container is trusted. */
export const TRUSTED: ExpectedContainer = { container: NAME, verdict: 'trusted', response: 'recorded' };

/** The only container is untrusted and reported. */
export const untrusted = (reason: string): ExpectedContainer => ({
  container: NAME,
  verdict: 'untrusted',
  reason,
  response: 'reported',
});

/** The only container is inconclusive, and SQS redelivers its message after the first back-off. */
export const inconclusive = (cause: 'service' | 'image', reason: string): ExpectedOutcome => ({
  containers: [{ container: NAME, verdict: 'inconclusive', cause, reason, response: 'recorded' }],
  retriedAfterSeconds: backOffSeconds(1),
});

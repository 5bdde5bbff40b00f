import type { StopPorts } from './attempt-stop';
import { isEnding, type Container, type Task } from './task';
import type { Trust } from './trust';
import { verifyDescribed, type TaskToVerify, type VerifiedContainer } from './verify-task';

/** A task whose verdict must be confirmed before it is acted on. */
export interface TaskToConfirm extends TaskToVerify {
  readonly trust: Trust;
}

/** The task as ECS describes it and the fresh verdict on its container, or why there is none. */
export type Confirmation =
  | { readonly kind: 'described'; readonly task: Task; readonly verified: VerifiedContainer }
  /** ECS describes the container without a digest, so nothing can be verified. */
  | { readonly kind: 'not-confirmed'; readonly task: Task }
  | { readonly kind: 'not-running' };

const NOT_RUNNING: Confirmation = { kind: 'not-running' };

const isSameTask = (described: Task | undefined, { taskArn, clusterArn }: Task): described is Task =>
  described !== undefined && described.taskArn === taskArn && described.clusterArn === clusterArn;

/** The container of that name; of several, the one that has the same image and digest. */
const findContainer = ({ containers }: Task, { name, image, imageDigest }: Container): Container | undefined => {
  const named = containers.filter((each) => each.name === name);
  return named.find((each) => each.image === image && each.imageDigest === imageDigest) ?? named[0];
};

const isDigestUnknown = ({ verdict }: VerifiedContainer): boolean =>
  verdict.kind === 'inconclusive' && verdict.reason === 'digest-unknown';

/**
 * Confirms a verdict by the task as ECS itself describes it: whatever an event claimed, the described container is
 * verified, and verified afresh.
 * @throws what the ports throw.
 */
export const confirmVerdict = async (
  { task, trust, remaining }: TaskToConfirm,
  { container }: VerifiedContainer,
  { now, describeTask, verifyAfresh }: Pick<StopPorts, 'now' | 'describeTask' | 'verifyAfresh'>,
): Promise<Confirmation> => {
  const described = await describeTask(task);
  if (!isSameTask(described, task) || isEnding(described)) return NOT_RUNNING;
  const found = findContainer(described, container);
  if (found === undefined) return NOT_RUNNING;
  const verified = await verifyDescribed(found, { trust, remaining }, { now, verifyImage: verifyAfresh });
  return isDigestUnknown(verified)
    ? { kind: 'not-confirmed', task: described }
    : { kind: 'described', task: described, verified };
};

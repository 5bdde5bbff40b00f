import type { Digest } from './digest';
import { isEnding, workloadKindFor, type Task } from './task';

/** What ECS itself must report about a task before it is stopped. */
export interface StopExpectation {
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly container: string;
  readonly digest: Digest;
}

/** Whether ECS reports that this standalone task runs this digest in this container and is not ending. */
export const confirmsStop = (described: Task | undefined, expected: StopExpectation): boolean => {
  if (described === undefined || isEnding(described)) return false;
  if (described.taskArn !== expected.taskArn || described.clusterArn !== expected.clusterArn) return false;
  if (workloadKindFor(described.group) !== 'standalone') return false;
  return described.containers.some(
    ({ name, imageDigest }) => name === expected.container && imageDigest === expected.digest,
  );
};

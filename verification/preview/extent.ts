import type { PreviewContainer } from './preview-container';

/** How much is affected. Tasks without a service count among the tasks only. */
export interface Extent {
  readonly containers: number;
  readonly tasks: number;
  readonly services: number;
  readonly clusters: number;
}

/** Counts containers and, each once, their tasks, services and clusters. */
export const extentOf = (
  containers: readonly Pick<PreviewContainer, 'taskArn' | 'clusterArn' | 'service'>[],
): Extent => ({
  containers: containers.length,
  tasks: new Set(containers.map(({ taskArn }) => taskArn)).size,
  services: new Set(
    containers.flatMap(({ clusterArn, service }) => (service === null ? [] : [JSON.stringify([clusterArn, service])])),
  ).size,
  clusters: new Set(containers.map(({ clusterArn }) => clusterArn)).size,
});

import type { DeploymentLists } from '../../../adapters/ecs/deployment-lists';
import type { ReadDeployments } from '../../../adapters/ecs/read-deployments';
import { fairQueue } from '../../../adapters/fair-queue';
import { gateStagesFor, type TrustDocument } from '../../../verification';
import { calling } from './aws-failure';
import { waitingHooksOf, type WaitingHook } from './waiting-hook';

/** What finding waiting deployments works with. */
export interface FindWaitingPorts {
  readonly lists: DeploymentLists;
  readonly readDeployments: ReadDeployments;
  readonly say: (line: string) => void;
}

/** How many services are asked about at the same time: ECS throttles its list actions early. */
const CONCURRENT_CALLS = 5;

const hasGate = (document: TrustDocument, clusterArn: string): boolean =>
  gateStagesFor(document, clusterArn).length > 0;

/**
 * The clusters that have a gate: those that are named, and where every other cluster has one, those of the account and
 * region.
 */
export const gatedClusters = async (
  document: TrustDocument,
  { lists }: Pick<FindWaitingPorts, 'lists'>,
): Promise<readonly string[]> => {
  const named = Object.keys(document.gate.clusters);
  const all = document.gate.stages.length === 0 ? named : await calling('ecs:ListClusters', lists.clusters());
  return all.filter((clusterArn) => hasGate(document, clusterArn));
};

const inProgressIn = async (
  clusterArn: string,
  { lists, say }: Pick<FindWaitingPorts, 'lists' | 'say'>,
): Promise<readonly string[]> => {
  const services = await calling('ecs:ListServices', lists.services(clusterArn));
  say(`${clusterArn}: ${services.length} ${services.length === 1 ? 'service' : 'services'}`);
  const enqueue = fairQueue(CONCURRENT_CALLS).caller();
  const found = services.map((service) =>
    enqueue(() => calling('ecs:ListServiceDeployments', lists.deployments(clusterArn, service, 'in-progress'))),
  );
  return (await Promise.all(found)).flat();
};

/** Finds the pause hooks at which service deployments of these clusters wait, the one that expires first at the top. */
export const findWaiting = async (
  clusters: readonly string[],
  document: TrustDocument,
  ports: FindWaitingPorts,
): Promise<readonly WaitingHook[]> => {
  const found: WaitingHook[] = [];
  for (const clusterArn of clusters) {
    const arns = await inProgressIn(clusterArn, ports);
    const deployments = await calling('ecs:DescribeServiceDeployments', ports.readDeployments(arns));
    found.push(...deployments.flatMap((each) => waitingHooksOf(each, gateStagesFor(document, each.clusterArn))));
  }
  return found.sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity));
};

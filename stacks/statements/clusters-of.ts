import type { Deployment } from '../../contracts/deployment/deployment';
import { parseClusterArn } from '../../contracts/naming/parse-arn';

/** The names of the deployment file's clusters for which a condition holds, sorted. */
export const clustersOf = (
  { clusters }: Deployment,
  holds: (cluster: Deployment['clusters'][string]) => boolean,
): readonly string[] =>
  Object.entries(clusters)
    .filter(([, cluster]) => holds(cluster))
    .map(([key]) => parseClusterArn(key)?.cluster ?? key)
    .sort();

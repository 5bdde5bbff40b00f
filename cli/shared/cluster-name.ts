import {
  formatClusterArn,
  isClusterName,
  parseClusterArn,
  type ArnScope,
  type ClusterArn,
} from '../../contracts/naming/parse-arn';
import type { Check } from './options/declaration';
import { UsageError } from './usage-error';

/** A cluster as a person names it: by its ARN, or by its name in the deployment's account and region. */
export type NamedCluster = Pick<ClusterArn, 'cluster'> & Partial<ClusterArn>;

/** Parses the name or the ARN of a cluster; undefined for any other text. */
export const parseCluster = (text: string): NamedCluster | undefined =>
  isClusterName(text) ? (parseClusterArn(text) ?? { cluster: text }) : undefined;

/** Checks the value of an option that names a cluster, by name or ARN. */
export const checkClusterName: Check = (text) =>
  isClusterName(text) ? undefined : `expected the name or the ARN of a cluster, found ${JSON.stringify(text)}`;

const toClusterArn = ({ partition, region, account }: ArnScope, text: string): string =>
  formatClusterArn({ partition, region, account, cluster: parseCluster(text)?.cluster ?? text });

/** The ARN of a cluster by its name or its ARN; undefined for the ARN of another account, region or partition. */
export const clusterArnAt = (place: ArnScope, text: string): string | undefined => {
  const arn = toClusterArn(place, text);
  return parseClusterArn(text) === undefined || text === arn ? arn : undefined;
};

/** A deployment, by its name, and the account and region that it is for. */
export interface DeploymentPlace extends ArnScope {
  readonly name: string;
}

/**
 * The ARN of a cluster of a deployment; `command` begins the message.
 * @throws UsageError for a cluster of another account or region, whose tasks the deployment does not see.
 */
export const clusterArnIn = (deployment: DeploymentPlace, text: string, command: string): string => {
  const arn = isClusterName(text) ? clusterArnAt(deployment, text) : undefined;
  if (arn !== undefined) return arn;
  const expected = toClusterArn(deployment, text);
  throw new UsageError(
    `${command}: --cluster: expected a cluster of the account and region of ${deployment.name}, ${expected}, found ${text}`,
  );
};

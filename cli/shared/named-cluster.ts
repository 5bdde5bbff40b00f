import { formatClusterArn, parseClusterArn, type ArnScope, type ClusterArn } from '../../contracts/naming/parse-arn';
import { UsageError } from './usage-error';

/** A cluster as a person names it: by its ARN, or by its name in the deployment's account and region. */
export type NamedCluster = Pick<ClusterArn, 'cluster'> & Partial<ClusterArn>;

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Parses the name or the ARN of a cluster; undefined for any other text. */
export const parseCluster = (text: string): NamedCluster | undefined =>
  NAME.test(text) ? { cluster: text } : parseClusterArn(text);

/** A deployment, by its name, and the account and region that it is for. */
export interface DeploymentPlace extends ArnScope {
  readonly name: string;
}

/**
 * The ARN of a cluster of a deployment; `command` begins the message.
 * @throws UsageError for a cluster of another account or region, whose tasks the deployment does not see.
 */
export const clusterArnIn = (
  { name, partition, region, account }: DeploymentPlace,
  text: string,
  command: string,
): string => {
  const expected = formatClusterArn({ partition, region, account, cluster: parseCluster(text)?.cluster ?? '' });
  if (NAME.test(text) || text === expected) return expected;
  throw new UsageError(
    `${command}: --cluster: expected a cluster of the account and region of ${name}, ${expected}, found ${text}`,
  );
};

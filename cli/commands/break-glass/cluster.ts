import type { Deployment } from '../../../contracts/deployment/deployment';
import { formatClusterArn, parseClusterArn, type ClusterArn } from '../../../contracts/naming/parse-arn';
import { UsageError } from '../../shared/usage-error';

/** A cluster as a person names it: by its ARN, or by its name in the deployment's account and region. */
export type NamedCluster = Pick<ClusterArn, 'cluster'> & Partial<ClusterArn>;

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Parses the name or the ARN of a cluster; undefined for any other text. */
export const parseCluster = (text: string): NamedCluster | undefined =>
  NAME.test(text) ? { cluster: text } : parseClusterArn(text);

type Place = Pick<Deployment, 'name' | 'partition' | 'region' | 'account'>;

/**
 * The ARN of a cluster of a deployment.
 * @throws UsageError for a cluster of another account or region, whose tasks the deployment does not see.
 */
export const clusterArnIn = ({ name, partition, region, account }: Place, text: string): string => {
  const expected = formatClusterArn({ partition, region, account, cluster: parseCluster(text)?.cluster ?? '' });
  if (NAME.test(text) || text === expected) return expected;
  throw new UsageError(
    `break-glass: --cluster: expected a cluster of the account and region of ${name}, ${expected}, found ${text}`,
  );
};

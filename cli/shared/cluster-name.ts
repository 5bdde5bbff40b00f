import { formatClusterArn, isClusterName, parseClusterArn } from '../../contracts/naming/parse-arn';
import type { TrustDocument } from '../../verification';
import type { Check } from './options/declaration';

/** Checks the value of an option that names a cluster, by name or ARN. */
export const checkClusterName: Check = (text) =>
  isClusterName(text) ? undefined : `expected the name or the ARN of a cluster, found ${JSON.stringify(text)}`;

type Place = Pick<TrustDocument, 'partition' | 'region' | 'account'>;

/** The ARN of a cluster by its name or its ARN; undefined for the ARN of another account, region or partition. */
export const clusterArnAt = (place: Place, text: string): string | undefined => {
  const { cluster } = parseClusterArn(text) ?? { cluster: text };
  const arn = formatClusterArn({ ...place, cluster });
  return text === cluster || text === arn ? arn : undefined;
};

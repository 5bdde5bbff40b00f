import type { TrustDocument } from '../../../verification';
import type { ArnScope } from '../../../contracts/naming/parse-arn';
import { UsageError } from '../../shared/usage-error';

/** A service by the names of its cluster and itself, and the place that its ARN names, if it was given as one. */
export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
  readonly scope: ArnScope | undefined;
}

const SERVICE =
  /^(?:arn:([a-z-]+):ecs:([a-z0-9-]+):([0-9]{12}):service\/)?([A-Za-z0-9_-]{1,255})\/([A-Za-z0-9_-]{1,255})$/;

/** Parses `CLUSTER/SERVICE`, or the ARN of a service that names its cluster; undefined for any other text. */
export const parseServiceName = (text: string): ServiceName | undefined => {
  const match = SERVICE.exec(text);
  if (match === null) return undefined;
  const [, partition, region = '', account = '', cluster = '', service = ''] = match;
  return { cluster, service, scope: partition === undefined ? undefined : { partition, region, account } };
};

export type Place = Pick<TrustDocument, 'partition' | 'region' | 'account'>;

/** What an ARN names, and the account and region of that. */
export interface NamedPlace {
  readonly what: 'service' | 'task definition';
  readonly scope: ArnScope;
}

/** @throws UsageError when an ARN is of another account or region than the deployment. */
export const checkPlace = (text: string, { what, scope }: NamedPlace, place: Place): void => {
  const elsewhere = (['partition', 'region', 'account'] as const).some((field) => scope[field] !== place[field]);
  if (elsewhere)
    throw new UsageError(`expected a ${what} in ${place.region} of account ${place.account}, found ${text}`);
};

/**
 * The names of the cluster and the service that an option names.
 * @throws UsageError when the deployment is of another account or region.
 */
export const serviceIn = (place: Place, text: string): ServiceName => {
  const name = parseServiceName(text);
  if (name === undefined) throw new UsageError(`expected CLUSTER/SERVICE, found ${JSON.stringify(text)}`);
  if (name.scope !== undefined) checkPlace(text, { what: 'service', scope: name.scope }, place);
  return name;
};

import type { RecordedCall } from '../../../testing/moto/moto-proxy';
import { neededByBucketCall } from './bucket-permissions';
import { inputOf, nameIn } from './call-input';
import type { DeployerPlace } from './deployer-place';
import { neededByName } from './named-call-permissions';
import { permission, type NeededPermission } from './needed-permissions';
import { neededByPath } from './rest-call-permissions';

/**
 * The permissions that a call of the deployer's commands needs.
 * @throws Error when the call is unknown, so that none is overlooked.
 */
export const neededByDeployer = (call: RecordedCall, place: DeployerPlace): readonly NeededPermission[] => {
  const { service, operation } = call;
  // GetCallerIdentity needs no permission.
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  if (service === 'sts' && operation === 'GetCallerIdentity') return [];
  if (service === 'sts' && operation === 'AssumeRole')
    return [permission('sts:AssumeRole', nameIn(inputOf(call), 'RoleArn'))];
  if (service === 's3') return neededByBucketCall(call);
  if (['lambda', 'scheduler', 'signer'].includes(service)) return neededByPath(call, place);
  return neededByName(call, place);
};

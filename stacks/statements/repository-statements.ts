import type { FunctionName } from '../../contracts/functions/functions';
import { functionArns } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import type { Statement } from '../policy-document';

const READ = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** `dev-eu` → `DevEu`: a Sid may contain only letters and digits. */
const toSid = (name: string): string =>
  name
    .split('-')
    .map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
    .join('');

/** Lets Lambda pull the verifier's image for one function; without a statement like this Lambda adds one of its own. */
export const pullForFunction = (place: Place, name: FunctionName): Statement => ({
  Sid: `PullImageFor${toSid(name)}Function`,
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: READ,
  Condition: { ArnEquals: { 'aws:SourceArn': functionArns(place, name).function } },
});

/**
 * The statement that another account must add to the policy of a repository, so that this deployment can verify its
 * images.
 */
export const readByLaunchFunction = (place: Place): Statement => ({
  Sid: `VerifiedBy${toSid(place.name)}`,
  Effect: 'Allow',
  Principal: { AWS: functionArns(place, 'launch').role },
  Action: READ,
});

import { verifierArns } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import type { Statement } from '../policy-document';

const READ = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** Lets Lambda fetch the verifier's image for this deployment's functions; where no policy says so Lambda writes one of its own. */
export const fetchedByLambda = (place: Place): Statement => ({
  Sid: 'FetchedByLambda',
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: READ,
  Condition: { ArnEquals: { 'aws:SourceArn': verifierArns(place).launchFunction } },
});

/** `dev-eu` → `DevEu`: a statement's id has letters and digits only. */
const asId = (name: string): string =>
  name
    .split('-')
    .map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
    .join('');

/** What another account must add to the policies of its repositories, so that their images can be verified here. */
export const readByLaunchFunction = (place: Place): Statement => ({
  Sid: `VerifiedBy${asId(place.name)}`,
  Effect: 'Allow',
  Principal: { AWS: verifierArns(place).launchRole },
  Action: READ,
});

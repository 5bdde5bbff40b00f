import type { Deployment } from '../../contracts/deployment/deployment';
import { verifyingFunctions } from '../../contracts/deployment/functions-of';
import type { FunctionName } from '../../contracts/functions/functions';
import { functionArns, iamArn } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import { oneOrMore, type Statement } from '../policy-document';

const READ = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** `dev-eu` → `DevEu`: a Sid may contain only letters and digits. */
const toSid = (name: string): string =>
  name
    .split('-')
    .map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
    .join('');

/**
 * Lets Lambda pull the verifier's image for one function, whether Lambda names the function itself or one of its
 * versions; without a statement like this Lambda adds one of its own.
 */
export const pullForFunction = (place: Place, name: FunctionName): Statement => {
  const arn = functionArns(place, name).function;
  return {
    Sid: `PullImageFor${toSid(name)}Function`,
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: READ,
    Condition: { ArnLike: { 'aws:SourceArn': [arn, `${arn}:*`] } },
  };
};

/**
 * The statement that another account must add to the policy of a repository, so that this deployment can verify its
 * images. A role as the principal must exist, and IAM replaces it by its unique id, which a role that is created again
 * does not have. The account's root with a condition on the role is valid before the role exists and after it is
 * created again. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const readByVerifiers = (deployment: Deployment): Statement => ({
  Sid: `VerifiedBy${toSid(deployment.name)}`,
  Effect: 'Allow',
  Principal: { AWS: iamArn(deployment, 'root') },
  Action: READ,
  Condition: {
    ArnEquals: {
      'aws:PrincipalArn': oneOrMore(verifyingFunctions(deployment).map((name) => functionArns(deployment, name).role)),
    },
  },
});

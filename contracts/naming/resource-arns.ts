import type { FunctionName } from '../functions/functions';
import { functionNames, verifierNames, type Place } from './resource-names';

/** The ARN of a resource in a region and an account. */
export const arnOf = ({ partition, region, account }: Place, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** The ARN of an IAM resource by its type and path, or of the account's root; IAM has no regions. */
export const iamArn = ({ partition, account }: Pick<Place, 'partition' | 'account'>, resource: string): string =>
  `arn:${partition}:iam::${account}:${resource}`;

/** The ARN of one of the deployment's roles by its name. */
export const roleArn = (place: Place, role: string): string => iamArn(place, `role${place.iamPath ?? '/'}${role}`);

/** The ARN of one of the deployment's managed policies by its name. */
export const policyArn = (place: Place, policy: string): string =>
  iamArn(place, `policy${place.iamPath ?? '/'}${policy}`);

/** The ARN of an ECR repository by its name. */
export const repositoryArn = (place: Place, repository: string): string =>
  arnOf(place, 'ecr', `repository/${repository}`);

/** The URI of an ECR repository by its name, as image references contain it. */
export const repositoryUri = ({ account, region }: Pick<Place, 'account' | 'region'>, repository: string): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com/${repository}`;

/** The ARN of a signing profile by its name. */
export const signingProfileArn = (place: Place, profile: string): string =>
  arnOf(place, 'signer', `/signing-profiles/${profile}`);

/** The ARNs of what each Lambda function of a deployment has of its own. */
export const functionArns = (place: Place, name: FunctionName) => {
  const own = functionNames(place, name);
  return {
    function: arnOf(place, 'lambda', `function:${own.function}`),
    role: roleArn(place, own.role),
    logGroup: arnOf(place, 'logs', `log-group:${own.logGroup}`),
  } as const;
};

const queueUrlOf = ({ region, account }: Place, queue: string): string =>
  `https://sqs.${region}.amazonaws.com/${account}/${queue}`;

/** The ARNs of the other resources in a deployment's verifier stack, and the URLs of its queues. */
export const verifierArns = (place: Place) => {
  const names = verifierNames(place);
  return {
    bucket: `arn:${place.partition}:s3:::${names.bucket}`,
    queue: arnOf(place, 'sqs', names.queue),
    queueUrl: queueUrlOf(place, names.queue),
    deadLetters: arnOf(place, 'sqs', names.deadLetters),
    deadLettersUrl: queueUrlOf(place, names.deadLetters),
    undelivered: arnOf(place, 'sqs', names.undelivered),
    undeliveredUrl: queueUrlOf(place, names.undelivered),
    table: arnOf(place, 'dynamodb', `table/${names.table}`),
    topic: arnOf(place, 'sns', names.topic),
    rule: arnOf(place, 'events', `rule/${names.rule}`),
    hookRule: arnOf(place, 'events', `rule/${names.hookRule}`),
    grantRule: arnOf(place, 'events', `rule/${names.grantRule}`),
    grantTable: arnOf(place, 'dynamodb', `table/${names.grantTable}`),
    breakGlassRole: roleArn(place, names.breakGlassRole),
    reportBucket: `arn:${place.partition}:s3:::${names.reportBucket}`,
    schedule: arnOf(place, 'scheduler', `schedule/default/${names.schedule}`),
    scheduleRole: roleArn(place, names.scheduleRole),
    notifyQueue: arnOf(place, 'sqs', names.notifyQueue),
    notifyQueueUrl: queueUrlOf(place, names.notifyQueue),
    notifyDeadLetters: arnOf(place, 'sqs', names.notifyDeadLetters),
    notifyDeadLettersUrl: queueUrlOf(place, names.notifyDeadLetters),
    defaultBus: arnOf(place, 'events', 'event-bus/default'),
  } as const;
};

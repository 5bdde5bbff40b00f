import type { Deployment } from '../../contracts/deployment/deployment';
import { readableRepositories } from '../../contracts/deployment/readable-repositories';
import { arnOf } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import type { Statement } from '../policy-document';
import { allowUnscoped } from './unscoped-actions';

/** Lets Lambda assume a role. */
export const trustLambda = (): Statement => ({
  Sid: 'AllowLambda',
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: ['sts:AssumeRole'],
});

/** Lets ECS assume a role for tasks of this account and region. */
export const trustTasksOfAccount = (place: Place): Statement => ({
  Sid: 'AllowEcsTasksOfThisAccount',
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: ['sts:AssumeRole'],
  Condition: {
    StringEquals: { 'aws:SourceAccount': place.account },
    ArnLike: { 'aws:SourceArn': arnOf(place, 'ecs', '*') },
  },
});

/** Lets a role write to one log group. */
export const writeLogs = (logGroupArn: string): Statement => ({
  Sid: 'WriteLogs',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: [`${logGroupArn}:*`],
});

/** Lets a role log in to ECR. */
export const logInToEcr = (): Statement => allowUnscoped('LogInToEcr', 'ecr:GetAuthorizationToken');

/** Lets a role read images and the signatures attached to them. */
export const readImages = (repositoryArns: readonly string[]): Statement => ({
  Sid: 'ReadImages',
  Effect: 'Allow',
  Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  Resource: repositoryArns,
});

/** Lets a role read the images that policies cover, and their signatures; empty if none is in ECR. */
export const readCoveredImages = (deployment: Pick<Deployment, 'policies'>): readonly Statement[] => {
  const arns = readableRepositories(deployment).map(({ arn }) => arn);
  return arns.length === 0 ? [] : [readImages(arns)];
};

import type { Statement } from '../policy-document';

/** The IAM actions that this project grants on every resource, each with the reason. */
export const UNSCOPED_ACTIONS = {
  'ecr:GetAuthorizationToken':
    'The action has no resource type. The token gives access only to what the role may read.',
  // AWS lists the types signing-profile and signing-job for this action, but every policy in AWS's guides grants it on
  // `*`, and a profile of another account cannot grant it (AddProfilePermission does not know it). So it is unknown
  // which resources AWS compares for a signer of another account or another region. If it compares others than we name,
  // no image can be verified at all.
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssigner.html
  'signer:GetRevocationStatus': 'The action only reads revocations of signatures, which are no secret.',
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
  'ec2:DescribeNetworkInterfaces': 'The action has no resource type. It reads which network interfaces exist.',
  'ec2:DescribeSubnets': 'The action has no resource type. It reads which subnets exist.',
  'ecs:DescribeTaskDefinition': 'The action has no resource type. It reads task definitions, which name their images.',
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
  'ecs:ListClusters': 'The action has no resource type. It reads which clusters exist.',
  'ecs:ListServices': 'The action has no resource type. It reads which services exist.',
  'ecs:ListTasks':
    'Its only resource type is a container instance, and tasks on Fargate run on none. It reads which tasks exist.',
} as const;

/** An IAM action that may be granted on every resource. */
export type UnscopedAction = keyof typeof UNSCOPED_ACTIONS;

/** Whether an action may be granted on every resource. */
export const isUnscoped = (action: string): action is UnscopedAction => Object.hasOwn(UNSCOPED_ACTIONS, action);

/** Grants actions on every resource. */
export const allowUnscoped = (sid: string, ...actions: readonly UnscopedAction[]): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: ['*'],
});

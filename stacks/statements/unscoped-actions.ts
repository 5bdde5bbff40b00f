import type { Statement } from '../policy-document';

/**
 * The IAM actions that this project grants on every resource because they have no resource type, each with what limits
 * it.
 */
export const UNSCOPED_ACTIONS = {
  'ecr:GetAuthorizationToken': 'The token gives access only to what the role may read.',
  'signer:GetRevocationStatus': 'The action only reads revocations of signatures, which are no secret.',
} as const;

/** An IAM action without a resource type. */
export type UnscopedAction = keyof typeof UNSCOPED_ACTIONS;

/** Whether an action may be granted on every resource. */
export const isUnscoped = (action: string): action is UnscopedAction => Object.hasOwn(UNSCOPED_ACTIONS, action);

/** Grants one action that has no resource type. */
export const allowUnscoped = (sid: string, action: UnscopedAction): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: [action],
  Resource: ['*'],
});

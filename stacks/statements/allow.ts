import type { Statement } from '../policy-document';

/** Allows actions on resources. */
export const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/** Denies actions on resources, whatever else allows them. */
export const deny = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
  Sid,
  Effect: 'Deny',
  Action,
  Resource,
});

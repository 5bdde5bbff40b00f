import { type AwsActions, queryResult } from './aws-response';

/** STS's GetCallerIdentity, for callers of this account. */
export const callerIdentityActions = (account: string): AwsActions => ({
  GetCallerIdentity: () =>
    queryResult('GetCallerIdentity', {
      Arn: `arn:aws:iam::${account}:user/caller`,
      UserId: 'AIDAIOSFODNN7EXAMPLE',
      Account: account,
    }),
});

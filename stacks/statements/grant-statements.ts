import type { Deployment } from '../../contracts/deployment/deployment';
import { GRANT_CHANGE_DETAIL_TYPE } from '../../contracts/events/event-types';
import { TABLE_KEY_ACTIONS, useKeyThrough } from '../../contracts/iam/use-key-through';
import { parsePrincipalArn } from '../../contracts/naming/parse-arn';
import { iamArn, verifierArns } from '../../contracts/naming/resource-arns';
import { oneOrMore, type Statement } from '../policy-document';
import { allow } from './allow';
import { putEvents } from './event-statements';

type AssumedBy = readonly string[];

const rootsOf = ({ partition }: Deployment, arns: AssumedBy): readonly string[] => [
  ...new Set(arns.map((arn) => iamArn({ partition, account: parsePrincipalArn(arn)?.account ?? '' }, 'root'))),
];

const isRoot = (arn: string): boolean => parsePrincipalArn(arn)?.kind === 'root';

/**
 * Lets the roles, users and accounts of the deployment file assume the break-glass role. A role or user as the principal
 * must exist, and IAM replaces it by its unique id, which one that is created again does not have: in an emergency the
 * role could then not be assumed. The account's root with a condition on the role or user is valid all the same.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const trustAssumedBy = (deployment: Deployment, assumedBy: AssumedBy): readonly Statement[] => {
  const [roots, others] = [assumedBy.filter(isRoot), assumedBy.filter((arn) => !isRoot(arn))];
  const assume = (Sid: string, arns: AssumedBy): Statement => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS: oneOrMore(rootsOf(deployment, arns)) },
    Action: ['sts:AssumeRole'],
  });
  return [
    ...(roots.length === 0 ? [] : [assume('AllowAccounts', roots)]),
    ...(others.length === 0
      ? []
      : [
          {
            ...assume('AllowRolesAndUsers', others),
            Condition: { ArnEquals: { 'aws:PrincipalArn': oneOrMore(others) } },
          },
        ]),
  ];
};

/** What the break-glass role may do: write and read grants, and report that it wrote one. It can delete none. */
export const breakGlassStatements = (deployment: Deployment): readonly Statement[] => [
  allow(
    'WriteGrants',
    ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    [verifierArns(deployment).grantTable],
  ),
  putEvents('PutGrantChangeEvents', deployment, [GRANT_CHANGE_DETAIL_TYPE]),
  ...useKeyThrough(deployment, {
    service: 'dynamodb',
    keyArn: deployment.keys?.table,
    actions: TABLE_KEY_ACTIONS,
  }),
];

/**
 * Every action that writes items. Transactions need these same permissions.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];

/** Denies writing grants to everyone but the break-glass role, whatever their own policies allow. */
export const denyWritesExceptByBreakGlass = (deployment: Deployment): Statement => {
  const { breakGlassRole, grantTable } = verifierArns(deployment);
  return {
    Sid: 'DenyWritesExceptByBreakGlassRole',
    Effect: 'Deny',
    Principal: '*',
    Action: WRITES,
    Resource: [grantTable],
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': breakGlassRole } },
  };
};

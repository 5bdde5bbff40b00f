import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { Statement } from '../../../../contracts/iam/policy';
import { verifierArns } from '../../../../contracts/naming/resource-arns';
import { allow } from './place';
import { manageRoles } from './roles';

const MANAGE_TABLE = [
  'dynamodb:CreateTable',
  'dynamodb:DeleteResourcePolicy',
  'dynamodb:DeleteTable',
  'dynamodb:PutResourcePolicy',
  'dynamodb:TagResource',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTimeToLive',
];

/** Managing the table of break-glass grants and the role that writes to it. Empty without break-glass. */
export const manageBreakGlass = (deployment: Deployment): readonly Statement[] => {
  const { breakGlassRole, grantTable } = verifierArns(deployment);
  return deployment.breakGlass === undefined
    ? []
    : [
        allow('ManageGrantTable', MANAGE_TABLE, [grantTable]),
        ...manageRoles('ManageBreakGlassRole', [breakGlassRole], deployment),
        allow('SetPrincipalsOfBreakGlassRole', ['iam:UpdateAssumeRolePolicy'], [breakGlassRole]),
      ];
};

/** Assuming the break-glass role, which also needs to be allowed in breakGlass.assumedBy. Empty without break-glass. */
export const breakGlassStatements = (deployment: Deployment): readonly Statement[] =>
  deployment.breakGlass === undefined
    ? []
    : [allow('AssumeBreakGlassRole', ['sts:AssumeRole'], [verifierArns(deployment).breakGlassRole])];

import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { Statement } from '../../../../contracts/iam/policy';
import { functionArns, policyArn } from '../../../../contracts/naming/resource-arns';
import { verifierNames } from '../../../../contracts/naming/resource-names';
import { allow, onlyIf } from './place';

const BOUND = ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePolicy'];
const UNBOUND = ['iam:DeleteRole', 'iam:ListInstanceProfilesForRole', 'iam:TagRole'];

/**
 * Managing one role. With a permissions boundary in the deployment file, the role can be created and given permissions
 * only under that boundary.
 */
export const manageRole = (sid: string, role: string, { permissionsBoundary }: Deployment): readonly Statement[] => {
  if (permissionsBoundary === undefined) return [allow(sid, [...BOUND, ...UNBOUND].sort(), [role])];
  const bound = [...BOUND, 'iam:PutRolePermissionsBoundary'].sort();
  const condition = { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundary } };
  return [allow(sid, UNBOUND, [role]), onlyIf(condition, allow(`${sid}WithBoundary`, bound, [role]))];
};

/** Lets a service run something with a role. */
export const passRole = (sid: string, role: string, service: string): Statement =>
  onlyIf({ StringEquals: { 'iam:PassedToService': service } }, allow(sid, ['iam:PassRole'], [role]));

const MANAGE_POLICIES = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:ListPolicyVersions',
  'iam:TagPolicy',
];

/** The managed policies that the verifier stack creates. */
export const ownPolicies = (deployment: Deployment): string =>
  policyArn(deployment, `${verifierNames(deployment).alarmPrefix}*`);

/** Managing the launch function's role and its policies. */
export const launchRoleStatements = (deployment: Deployment): readonly Statement[] => {
  const { role } = functionArns(deployment, 'launch');
  const policies = ownPolicies(deployment);
  return [
    ...manageRole('ManageRole', role, deployment),
    allow('ManageRolePolicies', MANAGE_POLICIES, [policies]),
    onlyIf(
      {
        ArnLike: { 'iam:PolicyARN': policies },
      },
      allow('AttachOwnPoliciesOnly', ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], [role]),
    ),
    passRole('PassRoleToLambda', role, 'lambda.amazonaws.com'),
  ];
};

import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { FunctionName } from '../../../../contracts/functions/functions';
import type { Statement } from '../../../../contracts/iam/policy';
import { functionArns, policyArn, verifierArns } from '../../../../contracts/naming/resource-arns';
import { functionsOf } from '../../../../contracts/deployment/functions-of';
import { verifierNames } from '../../../../contracts/naming/resource-names';
import { allow, onlyIf } from './place';

const BOUND = ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePolicy'];
const UNBOUND = ['iam:DeleteRole', 'iam:ListInstanceProfilesForRole', 'iam:TagRole'];

/**
 * Managing roles. With a permissions boundary in the deployment file, they can be created and given permissions only
 * under that boundary.
 */
export const manageRoles = (
  sid: string,
  roles: readonly string[],
  { permissionsBoundary }: Deployment,
): readonly Statement[] => {
  if (permissionsBoundary === undefined) return [allow(sid, [...BOUND, ...UNBOUND].sort(), roles)];
  const bound = [...BOUND, 'iam:PutRolePermissionsBoundary'].sort();
  const condition = { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundary } };
  return [allow(sid, UNBOUND, roles), onlyIf(condition, allow(`${sid}WithBoundary`, bound, roles))];
};

/** Lets a service run something with one of these roles. */
export const passRoles = (sid: string, roles: readonly string[], service: string): Statement =>
  onlyIf({ StringEquals: { 'iam:PassedToService': service } }, allow(sid, ['iam:PassRole'], roles));

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

// The permissions of the notify function do not grow with the deployment file: they fit into its role.
const HAS_OWN_POLICIES: Readonly<Record<FunctionName, boolean>> = { launch: true, sweep: true, notify: false };

/** Managing the roles of the functions and of the schedule, and their policies. */
export const functionRoleStatements = (deployment: Deployment): readonly Statement[] => {
  const roleOf = (name: FunctionName): string => functionArns(deployment, name).role;
  const functions = functionsOf(deployment);
  const roles = functions.map(roleOf);
  const schedules = deployment.sweep === 'off' ? [] : [verifierArns(deployment).scheduleRole];
  const policies = ownPolicies(deployment);
  return [
    ...manageRoles('ManageRoles', [...roles, ...schedules], deployment),
    allow('ManageRolePolicies', MANAGE_POLICIES, [policies]),
    onlyIf(
      {
        ArnLike: { 'iam:PolicyARN': policies },
      },
      allow(
        'AttachOwnPoliciesOnly',
        ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
        functions.filter((name) => HAS_OWN_POLICIES[name]).map(roleOf),
      ),
    ),
    passRoles('PassRolesToLambda', roles, 'lambda.amazonaws.com'),
    ...(schedules.length === 0 ? [] : [passRoles('PassRoleToScheduler', schedules, 'scheduler.amazonaws.com')]),
  ];
};

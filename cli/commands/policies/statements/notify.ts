import type { Deployment } from '../../../../contracts/deployment/deployment';
import { hasNotices } from '../../../../contracts/deployment/notices';
import type { Statement } from '../../../../contracts/iam/policy';
import { functionArns } from '../../../../contracts/naming/resource-arns';
import { allow, onlyIf } from './place';
import { manageRole, passRole } from './roles';

/** Deploying the notify function; empty without findings and webhook. Its secret is not read by whoever deploys. */
export const manageNotify = (deployment: Deployment): readonly Statement[] => {
  if (!hasNotices(deployment)) return [];
  const { role, function: own, logGroup } = functionArns(deployment, 'notify');
  const mapping = ['CreateEventSourceMapping', 'DeleteEventSourceMapping', 'UpdateEventSourceMapping'];
  return [
    ...manageRole('ManageNotifyRole', role, deployment),
    passRole('PassNotifyRoleToLambda', role, 'lambda.amazonaws.com'),
    onlyIf(
      { ArnEquals: { 'lambda:FunctionArn': own } },
      allow(
        'ManageNotifyEventSourceMapping',
        mapping.map((action) => `lambda:${action}`),
        ['*'],
      ),
    ),
    ...(deployment.keys?.logs === undefined
      ? []
      : [allow('SetKeyOfNotifyLogs', ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'], [`${logGroup}*`])]),
  ];
};

import * as z from 'zod';
import type { Place } from '../../../contracts/naming/resource-names';
import { securityHubArn } from '../../../contracts/naming/security-hub-arns';
import type { AwsCall } from '../../../testing/aws/aws-call';
import { neededFor, permission, type NeededPermission } from './needed-permissions';

const findingsShape = z.array(z.object({ ProductArn: z.string() }));

/**
 * The permissions that a call of the notify function needs.
 * @throws Error when the call is unknown, so that none is overlooked.
 */
export const neededByNotify = (call: AwsCall, place: Place): readonly NeededPermission[] => {
  switch (`${call.service}:${call.action}`) {
    case 'securityhub:BatchImportFindings':
      return findingsShape
        .parse(call.input['Findings'])
        .map(({ ProductArn }) => permission('securityhub:BatchImportFindings', ProductArn));
    case 'securityhub:GetFindings':
      return [permission('securityhub:GetFindings', securityHubArn(place))];
    case 'secretsmanager:GetSecretValue':
      return [permission('secretsmanager:GetSecretValue', z.string().parse(call.input['SecretId']))];
    default:
      // It uses no topic.
      return neededFor(call, { ...place, topicKeyArn: '' });
  }
};

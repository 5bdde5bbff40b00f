import type { Deployment } from '../deployment/deployment';
import { verifierArns } from '../naming/resource-arns';
import { verifierNames, type Place } from '../naming/resource-names';
import { securityHubProductArn } from '../naming/security-hub-arns';
import type { NotifyEnvironment } from './notify-settings';

/** The environment variables of the notify function, as the stack sets them. */
export const notifyEnvironment = (
  deployment: Place & Partial<Pick<Deployment, 'securityHub' | 'webhook'>>,
): NotifyEnvironment => {
  const { securityHub = false, webhook } = deployment;
  return {
    SETTINGS_VERSION: '1',
    NOTIFY_QUEUE_URL: verifierArns(deployment).notifyQueueUrl,
    REPORT_BUCKET: verifierNames(deployment).reportBucket,
    ...(securityHub ? { SECURITY_HUB_PRODUCT: securityHubProductArn(deployment) } : {}),
    ...(webhook === undefined ? {} : { WEBHOOK_SECRET: webhook.secret }),
    DEPLOYMENT: deployment.name,
  };
};

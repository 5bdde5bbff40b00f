import type { Deployment } from './deployment';

/** Whether a deployment has the notify function: for findings in Security Hub, or for a webhook. */
export const hasNotices = ({
  securityHub = false,
  webhook,
}: Partial<Pick<Deployment, 'securityHub' | 'webhook'>>): boolean => securityHub || webhook !== undefined;

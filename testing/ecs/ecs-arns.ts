import { randomBytes, randomUUID } from 'node:crypto';

/** The name at the end of an ARN; a name is returned unchanged. */
export const nameOf = (arnOrName: string): string => arnOrName.split('/').at(-1) ?? '';

const beside = (clusterArn: string, resource: string): string => clusterArn.replace(':cluster/', `:${resource}/`);

/** The ARN of a service. */
export const serviceArnOf = (clusterArn: string, service: string): string =>
  `${beside(clusterArn, 'service')}/${service}`;

/** An ARN for a new service deployment. */
export const newDeploymentArn = (clusterArn: string, service: string): string =>
  `${beside(clusterArn, 'service-deployment')}/${service}/${randomBytes(16).toString('base64url').slice(0, 21)}`;

/** An ARN for a new service revision. */
export const newRevisionArn = (clusterArn: string, service: string): string =>
  `${beside(clusterArn, 'service-revision')}/${service}/${BigInt(`0x${randomUUID().replaceAll('-', '').slice(0, 15)}`)}`;

const SCOPE = 'arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}';

/** The ARNs of service deployments. */
export const DEPLOYMENT_ARN = new RegExp(`^${SCOPE}:service-deployment/[\\w-]+/[\\w-]+/[\\w-]+$`);

/** The ARNs of service revisions. */
export const REVISION_ARN = new RegExp(`^${SCOPE}:service-revision/[\\w-]+/[\\w-]+/[0-9]+$`);

/** The account in which the demo's tasks run. */
export const ACCOUNT = '111122223333';

/** An account that no policy of the demo trusts. */
export const OTHER_ACCOUNT = '444455556666';

/** The region of everything in the demo. */
export const REGION = 'us-east-1';

/** The ECR registry of the account. */
export const ECR_HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

/** A registry outside ECR that a policy of the demo covers. */
export const PARTNER_HOST = 'registry.partner.example';

/** A public registry outside ECR that a policy of the demo covers. */
export const PUBLIC_HOST = 'quay.io';

/** The ARN of a cluster in the account. */
export const clusterArn = (name: string): string => `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/${name}`;

/** The ARN of a signing profile in the account. */
export const profileArn = (name: string): string => `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/${name}`;

/** The account that the demo's tasks run in. */
export const ACCOUNT = '111122223333';

/** An account that nobody in the demo trusts. */
export const OTHER_ACCOUNT = '444455556666';

/** The region of everything in the demo. */
export const REGION = 'us-east-1';

/** The account's registry. */
export const ECR_HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

/** The registry of a partner, which a policy names although it is not ECR. */
export const PARTNER_HOST = 'registry.partner.example';

/** ARN of a cluster of the account. */
export const clusterArn = (name: string): string => `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/${name}`;

/** ARN of a signing profile of the account. */
export const profileArn = (name: string): string => `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/${name}`;

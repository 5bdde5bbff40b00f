import type { SigningProfile } from '../../testing/signer/signing-profile';

/** The account and the region of the deployment. */
export const [ACCOUNT, REGION] = ['111122223333', 'eu-west-1'] as const;

/** The ECR host of the deployment. */
export const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

/** The deployment's canary images. */
export const CANARY = { repository: 'dev-canary', profile: 'dev_canary' } as const;

/** The text of the deployment file of `dev`, whose sample is copied from `source`; `more` are its other fields. */
export const deploymentText = (source: string, more: object = {}): string =>
  JSON.stringify({
    version: 1,
    name: 'dev',
    account: ACCOUNT,
    region: REGION,
    signing: { profile: 'dev_workloads', repositories: { workloads: [], verifier: 'dev-image-trust' } },
    policies: {
      sample: {
        repositories: [`${HOST}/dev-sample/*`],
        signers: [`arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/dev_workloads`],
      },
    },
    sample: { subnets: ['subnet-0123456789abcdef0'], image: { copy: source } },
    ...more,
  });

/** What the outputs of the signing stack are made from. */
export interface DeployedProfiles {
  readonly profile: SigningProfile;
  /** The profile of the foreign canary image. Default: none. */
  readonly canary?: SigningProfile | undefined;
  /** Repositories besides those of the sample. Default: none. */
  readonly repositories?: readonly string[];
}

/** The text of the outputs of the deployment's signing stack. */
export const outputsText = ({ profile, canary, repositories = [] }: DeployedProfiles): string => {
  const names = ['dev-sample/signed', 'dev-sample/unsigned', ...repositories];
  return JSON.stringify({
    'dev-signing': {
      verifierRepositoryUri: `${HOST}/dev-image-trust`,
      workloadRepositoryUris: Object.fromEntries(names.map((name) => [name, `${HOST}/${name}`])),
      profileArn: profile.arn,
      profileVersionArn: profile.versionArn,
      ...(canary && { canaryProfileArn: canary.arn, canaryProfileVersionArn: canary.versionArn }),
    },
  });
};

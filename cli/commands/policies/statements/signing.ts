import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { Statement } from '../../../../contracts/iam/policy';
import { arnOf, repositoryArn, signingProfileArn } from '../../../../contracts/naming/resource-arns';
import { allow, onlyIf, createdRepositories, profileOf, sampleRepositories, tags } from './place';

const PUSH = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

const manageRepositories = (deployment: Deployment): readonly Statement[] => {
  const { existing, signing } = deployment;
  const created = createdRepositories(deployment);
  const verifier = repositoryArn(deployment, signing.repositories.verifier);
  // DeleteLifecyclePolicy: the upgrade from a version whose repositories had lifecycle policies.
  const actions = ['CreateRepository', 'DeleteLifecyclePolicy', 'DeleteRepository', 'TagResource'];
  return [
    ...(created.length === 0
      ? []
      : [
          allow(
            'ManageRepositories',
            actions.map((action) => `ecr:${action}`),
            created,
          ),
        ]),
    ...(existing.verifierRepository
      ? []
      : [
          allow(
            'ManageVerifierRepositoryPolicy',
            ['ecr:DeleteRepositoryPolicy', 'ecr:SetRepositoryPolicy'],
            [verifier],
          ),
        ]),
    allow('PushAndSign', PUSH, [verifier, ...sampleRepositories(deployment)]),
  ];
};

const manageProfile = (deployment: Deployment): readonly Statement[] => {
  const profile = [profileOf(deployment)];
  if (deployment.existing.signingProfile !== undefined) return [allow('Sign', ['signer:SignPayload'], profile)];
  const actions = [
    'AddProfilePermission',
    'CancelSigningProfile',
    'RemoveProfilePermission',
    'SignPayload',
    'TagResource',
  ];
  return [
    allow(
      'ManageSigningProfile',
      actions.map((action) => `signer:${action}`),
      profile,
    ),
    // A profile that does not exist yet cannot be named.
    onlyIf(tags(deployment), allow('CreateSigningProfile', ['signer:PutSigningProfile'], ['*'])),
  ];
};

const canary = (deployment: Deployment): readonly Statement[] => {
  if (deployment.canary === undefined) return [];
  const { repository, profile } = deployment.canary;
  return [
    allow('PushCanaryImages', PUSH, [repositoryArn(deployment, repository)]),
    allow(
      'ManageCanaryProfile',
      ['signer:CancelSigningProfile', 'signer:SignPayload', 'signer:TagResource'],
      [signingProfileArn(deployment, profile)],
    ),
    // The job exists only once the image is signed.
    allow('RevokeCanarySignature', ['signer:RevokeSignature'], [arnOf(deployment, 'signer', '/signing-jobs/*')]),
  ];
};

/** What deploying the signing stack, pushing and signing need, besides reading. */
export const signingStatements = (deployment: Deployment): readonly Statement[] => [
  ...manageRepositories(deployment),
  ...manageProfile(deployment),
  ...canary(deployment),
  allow('WithoutResourceType', ['ecr:GetAuthorizationToken', 'signer:GetRevocationStatus'], ['*']),
];

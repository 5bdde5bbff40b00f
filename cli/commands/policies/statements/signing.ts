import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { Statement } from '../../../../contracts/iam/policy';
import { arnOf, repositoryArn } from '../../../../contracts/naming/resource-arns';
import { allow, canaryProfileOf, createdRepositories, onlyIf, profileOf, sampleRepositories, tags } from './place';

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
  ];
};

// signer:PutSigningProfile has no resource type.
const createProfiles = (deployment: Deployment): readonly Statement[] =>
  deployment.existing.signingProfile !== undefined && deployment.canary === undefined
    ? []
    : [onlyIf(tags(deployment), allow('CreateSigningProfile', ['signer:PutSigningProfile'], ['*']))];

const canary = (deployment: Deployment): readonly Statement[] => {
  if (deployment.canary === undefined) return [];
  return [
    allow('PushCanaryImages', PUSH, [repositoryArn(deployment, deployment.canary.repository)]),
    allow(
      'ManageCanaryProfile',
      ['signer:CancelSigningProfile', 'signer:SignPayload', 'signer:TagResource'],
      canaryProfileOf(deployment),
    ),
    // Any job, since AWS Signer names it only when it signs the image.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssigner.html
    allow('RevokeCanarySignature', ['signer:RevokeSignature'], [arnOf(deployment, 'signer', '/signing-jobs/*')]),
  ];
};

/** What deploying the signing stack, pushing and signing need, besides reading. */
export const signingStatements = (deployment: Deployment): readonly Statement[] => [
  ...manageRepositories(deployment),
  ...manageProfile(deployment),
  ...createProfiles(deployment),
  ...canary(deployment),
  allow('WithoutResourceType', ['ecr:GetAuthorizationToken', 'signer:GetRevocationStatus'], ['*']),
];

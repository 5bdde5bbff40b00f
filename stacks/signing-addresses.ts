import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { SignerSigningProfile } from '@cdktf/provider-aws/lib/signer-signing-profile';
import { SignerSigningProfilePermission } from '@cdktf/provider-aws/lib/signer-signing-profile-permission';
import { permissionIds } from './constructs/signing-profile';

// Terraform addresses allow no slash and no dot. Names in ECR have no capital letters, so the letters U and D cannot
// clash.
const encode = (repository: string): string =>
  repository.replaceAll('_', 'U').replaceAll('.', 'D').replaceAll('/', '_');

/** The id of the construct of a workload repository. */
export const workloadId = (repository: string): string => `workload-${encode(repository)}`;

/** The id of the verifier's repository, and of the signing profile, before ids contained the name. */
export const FORMER_IDS = { verifier: 'verifier-repository', profile: 'signing-profile' } as const;

/** The id of the construct of the verifier's repository. */
export const verifierId = (repository: string): string => `${FORMER_IDS.verifier}_${encode(repository)}`;

/** The id of the construct of a signing profile. */
export const profileId = (profile: string): string => `${FORMER_IDS.profile}_${profile}`;

/** The addresses of a workload repository. */
export const workloadAddresses = (repository: string): readonly string[] => [
  `${EcrRepository.tfResourceType}.${workloadId(repository)}`,
];

/** The addresses of the verifier's repository and of what belongs to it, for the id of its construct. */
export const verifierAddresses = (id: string): readonly string[] => [
  `${EcrRepository.tfResourceType}.${id}`,
  `${EcrRepositoryPolicy.tfResourceType}.${id}_policy`,
];

/** The addresses of a signing profile and of the permissions of other accounts, for the id of its construct. */
export const profileAddresses = (id: string, accounts: readonly string[]): readonly string[] => [
  `${SignerSigningProfile.tfResourceType}.${id}`,
  ...accounts.flatMap(permissionIds).map((each) => `${SignerSigningProfilePermission.tfResourceType}.${id}_${each}`),
];

import { sampleNames } from '../naming/resource-names';
import type { Deployment } from './deployment';

/** The sample's repositories. They exist only while the deployment has a sample. */
export const sampleRepositories = (deployment: Pick<Deployment, 'name'>): readonly string[] => {
  const { signed, unsigned } = sampleNames(deployment);
  return [signed.repository, unsigned.repository];
};

/** The repositories of workload images: those of the deployment file, the sample's, and that of the canary images. */
export const workloadRepositories = (deployment: Deployment): readonly string[] => [
  ...deployment.signing.repositories.workloads,
  ...(deployment.sample === undefined ? [] : sampleRepositories(deployment)),
  ...(deployment.canary === undefined ? [] : [deployment.canary.repository]),
];

/** What the signing stack creates and manages, by name. */
export interface CreatedNames {
  /** Undefined when the profile exists already. */
  readonly profile: string | undefined;
  /** The profile of the foreign canary image; undefined without canary images. */
  readonly canaryProfile: string | undefined;
  readonly workloads: readonly string[];
  /** Undefined when the repository exists already. */
  readonly verifier: string | undefined;
}

/** The names of what the signing stack creates: everything that `existing` does not name. */
export const createdNames = (deployment: Deployment): CreatedNames => {
  const { existing, signing } = deployment;
  return {
    profile: existing.signingProfile === undefined ? signing.profile : undefined,
    canaryProfile: deployment.canary?.profile,
    workloads: workloadRepositories(deployment).filter((name) => !existing.workloadRepositories.includes(name)),
    verifier: existing.verifierRepository ? undefined : signing.repositories.verifier,
  };
};

import { createdNames, sampleRepositories } from '../contracts/deployment/created-names';
import { retainedIn } from '../contracts/lock/retained';
import { parseSignerArn } from '../contracts/naming/parse-arn';
import { repositoryUri } from '../contracts/naming/resource-arns';
import type { DeploymentInputs } from './deployment-stack';
import {
  FORMER_IDS,
  profileAddresses,
  profileId,
  verifierAddresses,
  verifierId,
  workloadAddresses,
} from './signing-addresses';

/** What Terraform does about addresses that are no longer, or not yet, in the signing stack. */
export interface KeptAddresses {
  /** Forgotten instead of destroyed. */
  readonly forgotten: readonly string[];
  /** Renamed, from the address of an earlier version. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
}

const toMoves = (from: readonly string[], to: readonly string[]): KeptAddresses['moved'] =>
  from.flatMap((each, index) => {
    const target = to[index];
    return target === undefined ? [] : [{ from: each, to: target }];
  });

const keptProfiles = ({ deployment, lock }: DeploymentInputs): KeptAddresses => {
  const { existing, signing } = deployment;
  const { profile: created, canaryProfile } = createdNames(deployment);
  const { profiles, signerAccounts } = retainedIn(lock);
  const accounts = [...new Set([...signing.crossAccountSigners, ...signerAccounts])];
  const isKept = (name: string): boolean =>
    signing.retainProfile || (name === signing.profile && existing.signingProfile !== undefined);
  const forgotten = [...new Set([...profiles, signing.profile])]
    .filter((name) => name !== created && name !== canaryProfile && isKept(name))
    .flatMap((name) => profileAddresses(profileId(name), accounts));
  const former = profileAddresses(FORMER_IDS.profile, accounts);
  const signers = Object.values(lock.images).flatMap(
    ({ profileVersionArn }) => parseSignerArn(profileVersionArn ?? '')?.profile ?? [],
  );
  if (created !== undefined && (signers.length === 0 || signers.includes(created)))
    return { forgotten, moved: toMoves(former, profileAddresses(profileId(created), accounts)) };
  return { forgotten: isKept(signing.profile) ? [...forgotten, ...former] : forgotten, moved: [] };
};

const keptVerifier = ({ deployment, lock }: DeploymentInputs, known: readonly string[]): KeptAddresses => {
  const { existing, signing, retainImages } = deployment;
  const { verifier } = signing.repositories;
  const created = createdNames(deployment).verifier;
  const isKept = (name: string): boolean => retainImages || (name === verifier && existing.verifierRepository);
  const forgotten = [...new Set([...known, verifier])]
    .filter((name) => name !== created && isKept(name))
    .flatMap((name) => verifierAddresses(verifierId(name)));
  const former = verifierAddresses(FORMER_IDS.verifier);
  const locked = lock.images['verifier']?.repository;
  if (created !== undefined && (locked === undefined || locked === repositoryUri(deployment, created)))
    return { forgotten, moved: toMoves(former, verifierAddresses(verifierId(created))) };
  return { forgotten: isKept(verifier) ? [...forgotten, ...former] : forgotten, moved: [] };
};

const forgottenWorkloads = ({ deployment }: DeploymentInputs, known: readonly string[]): readonly string[] => {
  const { existing, retainImages } = deployment;
  const { workloads } = createdNames(deployment);
  return [...new Set([...known, ...existing.workloadRepositories, ...sampleRepositories(deployment)])]
    .filter((name) => !workloads.includes(name))
    .filter((name) => retainImages || existing.workloadRepositories.includes(name))
    .flatMap(workloadAddresses);
};

/**
 * What the signing stack must not destroy although the deployment file no longer has it: whatever `existing` names, and
 * with `retainProfile` and `retainImages` also what was renamed or taken out. Synthesis knows former names from the lock.
 */
export const keptAddresses = (inputs: DeploymentInputs): KeptAddresses => {
  const { repositories } = retainedIn(inputs.lock);
  const [profiles, verifier] = [keptProfiles(inputs), keptVerifier(inputs, repositories)];
  return {
    forgotten: [...profiles.forgotten, ...verifier.forgotten, ...forgottenWorkloads(inputs, repositories)].sort(),
    moved: [...profiles.moved, ...verifier.moved],
  };
};

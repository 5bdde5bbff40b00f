import { CANARY_POLICY } from '../../verification/canary/canary';
import { parseSignerArn } from '../naming/parse-arn';
import { problemAt, type Problem } from '../schema/invalid-input';
import type { DeploymentOutline } from './deployment-outline';
import type { KnownScope } from './name-contradictions';

const policyProblems = ({ policyNames }: DeploymentOutline): readonly Problem[] =>
  policyNames.includes(CANARY_POLICY)
    ? [
        problemAt(
          ['policies', CANARY_POLICY],
          'another name, since synthesis adds the policy of this name for the canary images',
          CANARY_POLICY,
        ),
      ]
    : [];

const profileProblems = ({ canary, profile }: DeploymentOutline): readonly Problem[] =>
  canary?.profile.value !== undefined && canary.profile.value !== '' && canary.profile.value === profile
    ? [problemAt(canary.profile.path, 'another profile than signing.profile, whose signatures are trusted', profile)]
    : [];

// An image that a trusted signer signed would no longer show that others are refused.
const signerProblems = ({ canary, signers }: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  signers.flatMap(({ path, value }) => {
    const arn = parseSignerArn(value);
    const isCanary =
      arn?.profile === canary?.profile.value && arn?.account === known.account && arn?.region === known.region;
    return arn !== undefined && isCanary
      ? [problemAt(path, 'a signer other than canary.profile, which no policy may trust', value)]
      : [];
  });

// Only the account of a profile can revoke its signatures, unless it grants that too.
const revocationProblems = ({ existingProfile }: DeploymentOutline, known: KnownScope): readonly Problem[] => {
  const account = parseSignerArn(existingProfile?.value ?? '')?.account;
  return account === undefined || known.account === undefined || account === known.account
    ? []
    : [
        problemAt(
          ['canary'],
          `existing.signingProfile in the deployment's account ${known.account}, since the signature of the revoked canary image is revoked there`,
          existingProfile?.value,
        ),
      ];
};

const sweepProblems = ({ isSweepOff }: DeploymentOutline): readonly Problem[] =>
  isSweepOff
    ? [problemAt(['sweep'], 'an object or nothing, since canary images are verified at each sweep', 'off')]
    : [];

/** Finds contradictions between the canary images and the rest of a deployment file; none without canary images. */
export const findCanaryContradictions = (outline: DeploymentOutline, known: KnownScope): readonly Problem[] =>
  outline.canary === undefined
    ? []
    : [
        ...policyProblems(outline),
        ...profileProblems(outline),
        ...signerProblems(outline, known),
        ...revocationProblems(outline, known),
        ...sweepProblems(outline),
      ];

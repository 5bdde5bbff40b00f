import type { Deployment } from '../../../../contracts/deployment/deployment';
import { hasSample } from '../../../../contracts/deployment/deployment-images';
import type { Statement } from '../../../../contracts/iam/policy';
import { repositoryArn, signingProfileArn } from '../../../../contracts/naming/resource-arns';
import { parseSignerArn } from '../../../../contracts/naming/parse-arn';
import { sampleNames } from '../../../../contracts/naming/resource-names';

type Condition = NonNullable<Statement['Condition']>;

/** Allows actions on resources. */
export const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/** The same statement, but only for requests that meet a condition. */
export const onlyIf = (condition: Condition, statement: Statement): Statement => ({
  ...statement,
  Condition: condition,
});

/** The tag that every resource of a deployment has. */
const TAG = 'ecs-image-trust:deployment';

/** The resource has the deployment's tag. */
export const isTagged = ({ name }: Deployment): Condition => ({
  StringEquals: { [`aws:ResourceTag/${TAG}`]: name },
});

/** The request creates or tags something with the deployment's tag. */
export const tags = ({ name }: Deployment): Condition => ({
  StringEquals: { [`aws:RequestTag/${TAG}`]: name },
});

/**
 * The resource is not known to belong to another deployment. For KMS, a tag counts only some minutes after the key is
 * created. https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
export const isNotTaggedOtherwise = ({ name }: Deployment): Condition => ({
  StringEqualsIfExists: { [`aws:ResourceTag/${TAG}`]: name },
});

/** Every repository of the sample; empty if the deployment has none. */
export const sampleRepositories = (deployment: Deployment): readonly string[] => {
  const [folder = ''] = sampleNames(deployment).signed.repository.split('/');
  return hasSample(deployment) ? [repositoryArn(deployment, `${folder}/*`)] : [];
};

/** The repositories that the signing stack creates. */
export const createdRepositories = (deployment: Deployment): readonly string[] => {
  const { canary, existing, signing } = deployment;
  const { workloads, verifier } = signing.repositories;
  return [
    ...(existing.verifierRepository ? [] : [repositoryArn(deployment, verifier)]),
    ...sampleRepositories(deployment),
    ...(canary === undefined ? [] : [repositoryArn(deployment, canary.repository)]),
    ...workloads
      .filter((name) => !existing.workloadRepositories.includes(name))
      .map((name) => repositoryArn(deployment, name)),
  ];
};

/** The signing profile, which may be of another account. */
export const profileOf = (deployment: Deployment): string => {
  const { existing, signing, account } = deployment;
  const owner = existing.signingProfile === undefined ? account : parseSignerArn(existing.signingProfile)?.account;
  return signingProfileArn({ ...deployment, account: owner ?? account }, signing.profile);
};

/** The profile of the foreign canary image; empty if the deployment has no canary images. */
export const canaryProfileOf = (deployment: Deployment): readonly string[] =>
  deployment.canary === undefined ? [] : [signingProfileArn(deployment, deployment.canary.profile)];

import type { Canaries } from '../contracts/deployment/canary-images';
import type { SigningJob } from '../testing/signer/signer-ledger';
import { ECR_HOST } from './demo-account';
import type { DemoContext } from './demo-context';
import { DEMO_DEPLOYMENT, type DeploymentFile } from './demo-deployment';

/** The signing profile of the foreign canary image. */
export const CANARY_PROFILE = 'demo_canary';

/** The canary images of one scene. */
export interface CanaryImages {
  /** The name of their repository in ECR. */
  readonly repository: string;
  readonly references: Canaries;
  /** The job whose signature was revoked. */
  readonly revoked: SigningJob;
}

/** The demo's deployment file with canary images in a repository. */
export const deploymentWithCanary = (repository: string): DeploymentFile => {
  const canary = { repository, profile: CANARY_PROFILE };
  return { ...DEMO_DEPLOYMENT, ...{ canary } };
};

/** Pushes the canary images of a scene as `image-trust sign-and-push` does: one is not signed, and one signature is revoked. */
export const pushCanaries = async (
  { environment: { registry, signer, sign }, profiles }: DemoContext,
  scene: string,
): Promise<CanaryImages> => {
  const repository = `canary/${scene}`;
  const push = async (kind: keyof Canaries): Promise<string> => {
    const image = await registry.pushImage({ repository: `${ECR_HOST}/${repository}`, seed: `${repository} ${kind}` });
    return image.reference;
  };
  const references = {
    good: await push('good'),
    unsigned: await push('unsigned'),
    foreign: await push('foreign'),
    revoked: await push('revoked'),
  };
  await sign(references.good, profiles.release.arn);
  await sign(references.foreign, profiles.canary.arn);
  const revoked = await sign(references.revoked, profiles.release.arn);
  signer.revokeJob(revoked.arn);
  return { repository, references, revoked };
};

import { resumeCommand } from '../../shared/options/resume';
import { deployStack } from '../../shared/terraform/cdktf-step';
import type { Step } from '../../shared/terraform/step';
import { DEPLOY, PARTS, type DeployOptions, type Part } from './options';

/** The options that decide a plan, besides the deployment's name. */
export type PlanSettings = Pick<DeployOptions, 'only' | 'skipProviderLock' | 'signAndPush'>;

const stepFor = (part: Part, name: string, settings: PlanSettings): Step => {
  switch (part) {
    case 'images':
      return {
        name: part,
        program: 'image-trust',
        args: ['sign-and-push', '--deployment', name, ...settings.signAndPush],
      };
    case 'signing':
    case 'verifier':
    case 'sample':
      return deployStack(name, part, settings);
  }
};

/** The parts that are deployed, in this order. */
export const partsToDeploy = ({ only }: Pick<PlanSettings, 'only'>): readonly Part[] =>
  PARTS.filter((part) => only === undefined || part === only);

/**
 * The steps that deploy a deployment, or one part of it. The sample stack is always among them: when the deployment file no longer has a
 * sample, deploying the empty stack removes it.
 */
export const planDeploy = (name: string, settings: PlanSettings): readonly Step[] =>
  partsToDeploy(settings).map((part) => stepFor(part, name, settings));

/** The command that resumes; it leaves alone what is already deployed. */
export const resumeDeploy = (deployment: string, options: DeployOptions): string =>
  resumeCommand(DEPLOY, { ...options, deployment });

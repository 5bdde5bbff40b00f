import { deployStack } from '../../shared/terraform/cdktf-step';
import { formatCommand, type Step } from '../../shared/terraform/step';
import { PARTS, type DeployOptions, type Part } from './options';

/** What decides a plan besides the deployment's name. */
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

/** The steps that deploy a deployment, or one part of it. The sample comes always: a stack that lost its sample gives it up. */
export const planDeploy = (name: string, settings: PlanSettings): readonly Step[] =>
  PARTS.filter((part) => settings.only === undefined || part === settings.only).map((part) =>
    stepFor(part, name, settings),
  );

/** The command that deploys the same again; what is there already it leaves as it is. */
export const deployAgain = (name: string, options: DeployOptions): string =>
  formatCommand([
    'image-trust',
    'deploy',
    '--deployment',
    name,
    ...(options.only === undefined ? [] : ['--only', options.only]),
    ...(options.autoApprove ? ['--auto-approve'] : []),
    ...(options.skipProviderLock ? ['--skip-provider-lock'] : []),
    ...(options.signAndPush.length === 0 ? [] : ['--', ...options.signAndPush]),
  ]);

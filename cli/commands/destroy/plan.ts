import type { StackIds } from '../../../contracts/naming/resource-names';
import { resumeCommand } from '../../shared/options/resume';
import { destroyStack } from '../../shared/terraform/cdktf-step';
import type { Step } from '../../shared/terraform/step';
import { DESTROY, type DestroyOptions } from './options';

/** The options that decide a plan, besides the deployment's name. */
export type PlanSettings = Pick<DestroyOptions, 'withSigning' | 'skipProviderLock'>;

/** The stacks that are destroyed, in this order. */
export const partsToDestroy = ({ withSigning }: Pick<PlanSettings, 'withSigning'>): readonly (keyof StackIds)[] =>
  withSigning ? ['sample', 'verifier', 'signing'] : ['sample', 'verifier'];

/** The steps that destroy a deployment: first what runs images, then what verifies them, and the signing stack last if it goes at all. */
export const planDestroy = (name: string, settings: PlanSettings): readonly Step<'cdktf'>[] =>
  partsToDestroy(settings).map((part) => destroyStack(name, part, settings));

/** The command that resumes where destroying stopped. */
export const resumeDestroy = (deployment: string, options: DestroyOptions): string =>
  resumeCommand(DESTROY, { ...options, deployment });

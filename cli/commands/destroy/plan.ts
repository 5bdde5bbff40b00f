import type { StackIds } from '../../../contracts/naming/resource-names';
import { destroyStack } from '../../shared/terraform/cdktf-step';
import { formatCommand, type Step } from '../../shared/terraform/step';
import type { DestroyOptions } from './options';

/** What decides a plan besides the deployment's name. */
export type PlanSettings = Pick<DestroyOptions, 'withSigning' | 'skipProviderLock'>;

/** The stacks that are destroyed, in this order. */
export const partsToDestroy = ({ withSigning }: Pick<PlanSettings, 'withSigning'>): readonly (keyof StackIds)[] =>
  withSigning ? ['sample', 'verifier', 'signing'] : ['sample', 'verifier'];

/** The steps that destroy a deployment: what runs images first, what they are signed with last, and only if that is wanted. */
export const planDestroy = (name: string, settings: PlanSettings): readonly Step<'cdktf'>[] =>
  partsToDestroy(settings).map((part) => destroyStack(name, part, settings));

/** The command that goes on destroying where it was stopped. */
export const destroyAgain = (name: string, options: DestroyOptions): string =>
  formatCommand([
    'image-trust',
    'destroy',
    '--deployment',
    name,
    ...(options.withSigning ? ['--with-signing'] : []),
    ...(options.autoApprove ? ['--auto-approve'] : []),
    ...(options.skipProviderLock ? ['--skip-provider-lock'] : []),
  ]);

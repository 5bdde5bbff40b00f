import { stackIds, type StackIds } from '../../../contracts/naming/resource-names';
import { stackOutputsFile } from './outputs-file';
import type { Step } from './step';

/** Flags of every call of cdktf. */
export interface CdktfFlags {
  /** Skips the provider checksums that cdktf would fetch from Terraform's registry. */
  readonly skipProviderLock: boolean;
}

const cdktfStep = (
  part: keyof StackIds,
  words: readonly string[],
  { skipProviderLock }: CdktfFlags,
): Step<'cdktf'> => ({
  name: part,
  program: 'cdktf',
  args: [...words, '--auto-approve', ...(skipProviderLock ? ['--skip-provider-lock'] : [])],
});

/** The step that deploys one stack and writes its outputs. */
export const deployStack = (deployment: string, part: keyof StackIds, flags: CdktfFlags): Step<'cdktf'> =>
  cdktfStep(part, ['deploy', stackIds(deployment)[part], '--outputs-file', stackOutputsFile(deployment, part)], flags);

/** The step that destroys one stack. */
export const destroyStack = (deployment: string, part: keyof StackIds, flags: CdktfFlags): Step<'cdktf'> =>
  cdktfStep(part, ['destroy', stackIds(deployment)[part]], flags);

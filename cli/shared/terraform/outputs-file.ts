import { join } from 'node:path';
import type { StackIds } from '../../../contracts/naming/resource-names';
import { outputsFileOf } from '../../commands/sign-and-push/run/signing-outputs';

/** Where the outputs of a stack are written: each in a file of its own, since cdktf writes a file anew and forgets what it held. */
export const stackOutputsFile = (name: string, part: keyof StackIds): string =>
  part === 'signing' ? outputsFileOf({ name }) : join('deployments', `${name}.${part}.outputs.json`);

import { join } from 'node:path';
import type { StackIds } from '../../../contracts/naming/resource-names';
import { DEPLOYMENTS_FOLDER } from '../read-deployment';

/** The file that a stack's outputs are written to. Each stack has its own, since cdktf overwrites the whole file. */
export const stackOutputsFile = (name: string, part: keyof StackIds): string =>
  join(DEPLOYMENTS_FOLDER, part === 'signing' ? `${name}.outputs.json` : `${name}.${part}.outputs.json`);

import type { FunctionName } from '../functions/functions';
import type { Deployment } from './deployment';
import { hasNotices } from './notices';

/** The functions of a deployment that verify images: the sweep can be off. */
export const verifyingFunctions = ({ sweep }: Pick<Deployment, 'sweep'>): readonly FunctionName[] =>
  sweep === 'off' ? ['launch'] : ['launch', 'sweep'];

/** The functions that a deployment has. */
export const functionsOf = (
  deployment: Pick<Deployment, 'sweep' | 'securityHub' | 'webhook'>,
): readonly FunctionName[] => [
  ...verifyingFunctions(deployment),
  ...(hasNotices(deployment) ? (['notify'] as const) : []),
];

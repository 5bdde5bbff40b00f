import { checkClusterName } from '../../shared/cluster-name';
import type { ActionOperand, Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const OPTIONS = {
  what: {
    type: 'action',
    name: 'explain IMAGE...|test FILE',
    actions: { explain: 'IMAGE...', test: 'FILE' },
    help: 'explain: say which rule applies to each image, and why; test: run the cases of a file',
  } satisfies ActionOperand,
  deployment: { ...DEPLOYMENT, help: 'the deployment whose policies apply', conflicts: ['--trust'] },
  trust: {
    type: 'file',
    name: '--trust',
    placeholder: 'FILE',
    conflicts: ['--deployment'],
    help: 'a trust document to use instead of a deployment',
  },
  cluster: {
    type: 'text',
    name: '--cluster',
    placeholder: 'NAME',
    check: checkClusterName,
    help: 'explain: print the mode of this cluster, by name or ARN',
    otherwise: 'the modes of all clusters',
  },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

const problemsBetween = ({ what, cluster }: Partial<Values<typeof OPTIONS>>): readonly string[] =>
  what?.action === 'test' && cluster !== undefined
    ? ['--cluster: expected only with explain; a case of the file names its cluster']
    : [];

export const POLICY = { name: 'policy', options: OPTIONS, check: problemsBetween } satisfies Declared<typeof OPTIONS>;

/** A parsed command line of `image-trust policy`. */
export type PolicyOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust policy`.
 * @throws UsageError that lists every problem.
 */
export const parsePolicyOptions = parserOf(POLICY);

import { checkClusterName } from '../../shared/cluster-name';
import type { Check, Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT, TRUST } from '../../shared/options/shared-options';
import { parseServiceName } from './service-name';

/** What is wrong with the name of a service; undefined if nothing is. */
export const checkServiceName: Check = (text) =>
  parseServiceName(text) === undefined ? `expected CLUSTER/SERVICE, found ${JSON.stringify(text)}` : undefined;

const OPTIONS = {
  action: {
    type: 'word',
    name: 'check|status',
    values: ['check', 'status'],
    help: 'check: whether a service is gated, and what its next deployment would get; status: what is waiting, and why',
  },
  service: {
    type: 'text',
    name: '--service',
    placeholder: 'CLUSTER/SERVICE',
    check: checkServiceName,
    help: 'check: the service, by names or by its ARN',
  },
  cluster: {
    type: 'text',
    name: '--cluster',
    placeholder: 'NAME',
    check: checkClusterName,
    help: 'status: this cluster only, by name or ARN',
    otherwise: 'every cluster that has a gate',
  },
  deployment: { ...DEPLOYMENT, help: 'the deployment whose policies and gate apply', conflicts: ['--trust'] },
  trust: TRUST,
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

const problemsBetween = ({ action, service, cluster }: Partial<Values<typeof OPTIONS>>): readonly string[] => [
  ...(action === 'check' && service === undefined
    ? ['--service: expected CLUSTER/SERVICE for check, found nothing']
    : []),
  ...(action === 'check' && cluster !== undefined
    ? ['--cluster: expected only with status; --service names the cluster']
    : []),
  ...(action === 'status' && service !== undefined ? ['--service: expected only with check'] : []),
];

/** The command `image-trust gate` and its options. */
export const GATE = { name: 'gate', options: OPTIONS, check: problemsBetween } satisfies Declared<typeof OPTIONS>;

/** A parsed command line of `image-trust gate`. */
export type GateOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust gate`.
 * @throws UsageError that lists every problem.
 */
export const parseGateOptions = parserOf(GATE);

import type { SampleVariant } from '../../../contracts/deployment/deployment-images';
import type { Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const SAMPLES = ['signed', 'unsigned', 'service signed', 'service unsigned'] as const satisfies readonly (
  SampleVariant | `service ${SampleVariant}`
)[];

const OPTIONS = {
  sample: {
    type: 'word',
    name: '[service] signed|unsigned',
    values: SAMPLES,
    help: 'which of the two sample tasks to start; after service, as a service that the deployment gate holds',
  },
  deployment: DEPLOYMENT,
  timeoutSeconds: {
    type: 'whole-number',
    name: '--timeout',
    placeholder: 'SECONDS',
    unit: 'seconds',
    min: 1,
    max: 99_999,
    default: 300,
    help: "how long to wait for the verdict, or for the gate's answer",
  },
  keep: {
    type: 'flag',
    name: '--keep',
    help: 'leave the task running (a service is always removed); on a cluster in mode enforce you can watch the verifier stop an unsigned one',
  },
  strategy: {
    type: 'choice',
    name: '--strategy',
    placeholder: 'STRATEGY',
    values: ['rolling', 'blue-green'],
    default: 'rolling',
    help: 'service: how ECS deploys it',
  },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

const problemsBetween = ({ sample, keep }: Partial<Values<typeof OPTIONS>>): readonly string[] =>
  keep === true && sample?.startsWith('service ') === true
    ? ['--keep: expected only with a task, since a service is always removed']
    : [];

export const SAMPLE = { name: 'sample', options: OPTIONS, check: problemsBetween } satisfies Declared<typeof OPTIONS>;

/** A parsed command line of `image-trust sample`. */
export type SampleOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust sample`.
 * @throws UsageError that lists every problem.
 */
export const parseSampleOptions = parserOf(SAMPLE);

/** What a command line asks for: one of the two samples, as a task or as a service. */
export interface WantedSample {
  readonly kind: 'task' | 'service';
  readonly variant: SampleVariant;
}

/** The sample that a command line asks for. */
export const wantedSample = ({ sample }: Pick<SampleOptions, 'sample'>): WantedSample => ({
  kind: sample.startsWith('service ') ? 'service' : 'task',
  variant: sample.endsWith('unsigned') ? 'unsigned' : 'signed',
});

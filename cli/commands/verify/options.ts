import { ImageReferenceError, parseImageReference } from '../../../verification';
import type { Check, Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT, TRUST } from '../../shared/options/shared-options';
import { checkClusterName } from '../../shared/cluster-name';
import { checkServiceName } from '../gate/options';
import { isTaskDefinitionName } from './sources/task-definition-name';

const checkImage: Check = (image) => {
  try {
    parseImageReference(image);
    return undefined;
  } catch (error) {
    if (error instanceof ImageReferenceError) return error.message;
    throw error;
  }
};

const OPTIONS = {
  images: {
    type: 'operands',
    name: 'IMAGE',
    atLeast: 'one image reference',
    optional: true,
    check: checkImage,
    help: 'registry/repository@sha256:…, or a tag of an ECR repository: the image that it names now is verified',
  },
  taskDefinitions: {
    type: 'files',
    name: '--task-definition',
    placeholder: 'FILE|ARN',
    isFile: (text) => !isTaskDefinitionName(text),
    help: 'every container of a task definition: a JSON file as aws ecs register-task-definition takes it or describe-task-definition prints it, an ARN, or FAMILY:REVISION',
  },
  compose: {
    type: 'files',
    name: '--compose',
    placeholder: 'FILE',
    help: 'every service of a Compose file; variables have the values of the environment',
  },
  services: {
    type: 'list',
    name: '--service',
    placeholder: 'CLUSTER/SERVICE',
    check: checkServiceName,
    help: 'the task definition of an ECS service, and what its running tasks run',
  },
  running: {
    type: 'list',
    name: '--running',
    placeholder: 'CLUSTER',
    check: checkClusterName,
    help: 'what all running tasks of a cluster run, each digest once; the cluster by name or ARN',
  },
  deployment: { ...DEPLOYMENT, help: 'the deployment whose policies apply', conflicts: ['--trust'] },
  trust: TRUST,
  json: { ...JSON_OUTPUT, help: 'print a JSON list on stdout, one object for each image' },
  junit: {
    type: 'file',
    name: '--junit',
    placeholder: 'FILE',
    help: 'write the verdicts to this file as JUnit XML, too',
  },
  sarif: {
    type: 'file',
    name: '--sarif',
    placeholder: 'FILE',
    help: 'write what is untrusted or inconclusive to this file as SARIF 2.1.0, too',
  },
  markdown: {
    type: 'file',
    name: '--markdown',
    placeholder: 'FILE',
    help: 'write the verdicts to this file as Markdown for the summary of a job, too (at most 1 MB)',
  },
  explain: { type: 'flag', name: '--explain', help: 'print on stderr how each verdict came about' },
} as const satisfies OptionTable;

const SOURCES = ['images', 'taskDefinitions', 'compose', 'services', 'running'] as const;

const problemsBetween = (values: Partial<Values<typeof OPTIONS>>): readonly string[] =>
  SOURCES.some((field) => (values[field] ?? []).length > 0)
    ? []
    : ['expected an image reference, --task-definition, --compose, --service or --running, found none'];

export const VERIFY = { name: 'verify', options: OPTIONS, check: problemsBetween } satisfies Declared<typeof OPTIONS>;

/** A parsed command line of `image-trust verify`. */
export type VerifyOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust verify`.
 * @throws UsageError that lists every problem.
 */
export const parseVerifyOptions = parserOf(VERIFY);

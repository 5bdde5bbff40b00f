import * as z from 'zod';
import type { WorkloadKind } from '../../verification/task';
import { GATE_STAGES } from '../../verification/trust-document';
import { clusterArnField, instantField, nameField, verdictFields } from '../events/verdict-fields';
import { closedObject } from '../schema/closed-object';
import type { DeepReadonly } from '../schema/deep-readonly';
import { accountField, deploymentNameField, modeField, regionField, sha256Field } from '../schema/fields';
import { MAX_CHANGES, REPORT_VERSION } from './report-format';

const { container: _, ...verdictOfImage } = verdictFields;
const WORKLOADS = ['service', 'daemon', 'standalone'] as const satisfies readonly WorkloadKind[];

const count = z.int().min(0);
const text = z.string();

const coverage = closedObject({
  clusters: count.describe('Clusters of the account and region. Required.'),
  clustersNotRead: count.describe('Clusters whose services or tasks could not be listed. Required.'),
  services: count.describe('Services in them. Required.'),
  tasks: count.describe('Tasks that run in them. Required.'),
  containers: count.describe('Containers of these tasks. Required.'),
  trusted: count.describe('Containers with a trusted image. Required.'),
  untrusted: count.describe('Containers with an untrusted image. Required.'),
  exempt: count.describe('Containers that a named rule takes out of verification. Required.'),
  notCovered: count.describe('Containers whose image could not be verified. Required.'),
});

const image = closedObject({
  ...verdictOfImage,
  verifiedAt: instantField.describe('When the verdict was reached. Required.'),
  revocationCheckedAt: instantField
    .nullable()
    .describe('When AWS Signer was asked whether something is revoked; null if it was not asked. Required.'),
});

const container = closedObject({
  name: text.describe("The container's name; empty if ECS reports none. Required."),
  image: count.describe('The index of its image in images. Required.'),
  firstSeen: instantField.describe(
    'When this verdict on this container was first seen; in a report by image-trust, when it was reached. Required.',
  ),
  announced: z
    .boolean()
    .describe(
      'Whether the verdict was announced before this report was made; false in a report by image-trust. Required.',
    ),
});

const task = closedObject({
  task: nameField.describe('The ARN of the task. Required.'),
  cluster: clusterArnField.describe('The ARN of its cluster. Required.'),
  service: text.nullable().describe('The name of its service; null without one. Required.'),
  workload: z.enum(WORKLOADS).describe('The kind of workload. Required.'),
  owner: text
    .nullable()
    .describe('The value of the owner tag of its service, else of the task; null without. Required.'),
  taskDefinition: text.nullable().describe('The ARN of its task definition. Required.'),
  startedAt: instantField.nullable().describe('When it started; null if it has not yet. Required.'),
  containers: z.array(container).describe('Its containers. Required.'),
});

const cluster = closedObject({
  cluster: clusterArnField.describe('The ARN of the cluster. Required.'),
  mode: modeField.nullable().describe('Its mode; null without a usable trust document. Required.'),
  gate: z.array(z.enum(GATE_STAGES)).describe('The stages at which the gate answers. Required.'),
  problem: text.nullable().describe('Why it could not be read whole; null if it was. Required.'),
});

const service = closedObject({
  cluster: clusterArnField.describe('The ARN of its cluster. Required.'),
  service: nameField.describe('Its name. Required.'),
  owner: text.nullable().describe('The value of its owner tag; null without. Required.'),
});

const exemption = closedObject({
  name: nameField.describe('Its name. Required.'),
  reason: text.describe('Why it was made. Required.'),
  until: instantField.describe('The instant from which it is ignored. Required.'),
  containers: count.describe('How many running containers it takes out of verification. Required.'),
});

const grant = closedObject({
  id: nameField.describe('Its id. Required.'),
  cluster: clusterArnField.describe('The cluster that it is for. Required.'),
  subject: text.describe('REPOSITORY@sha256:… or REPOSITORY. Required.'),
  reason: text.describe('Why it was given. Required.'),
  grantedBy: text.describe('Who gave it. Required.'),
  until: instantField.describe('The instant from which it is ignored. Required.'),
});

const verdictName = closedObject({ verdict: verdictFields.verdict, reason: verdictFields.reason });

const change = closedObject({
  kind: z
    .enum(['appeared', 'gone', 'verdict-changed'])
    .describe('What changed about an image in a service, or in the tasks without one. Required.'),
  cluster: clusterArnField.describe('The ARN of the cluster. Required.'),
  service: text.nullable().describe('The name of the service; null for tasks without one. Required.'),
  image: text.nullable().describe('The image reference. Required.'),
  digest: verdictFields.digest,
  before: verdictName.nullable().describe('The verdict in the previous report; null if it was not there. Required.'),
  after: verdictName.nullable().describe('The verdict in this one; null if it is gone. Required.'),
});

const changes = closedObject({
  since: instantField.describe('The sweep of the previous report. Required.'),
  list: z.array(change).max(MAX_CHANGES).describe('The changes, the gravest first. Required.'),
  more: count.describe('How many changes the list leaves out. Required.'),
});

const reportFields = closedObject({
  version: z.literal(REPORT_VERSION).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe("The deployment's name. Required."),
  account: accountField.describe('The AWS account. Required.'),
  region: regionField.describe('The AWS region. Required.'),
  source: z.enum(['sweep', 'command']).describe('Whether a sweep made the report, or image-trust itself. Required.'),
  sweep: instantField.describe("The sweep's id: when it was due. Required."),
  startedAt: instantField.describe('When it began. Required.'),
  finishedAt: instantField.describe('When it ended. Required.'),
  trustDocument: sha256Field
    .nullable()
    .describe('The SHA-256 of the trust document; null if none was usable. Required.'),
  trustDocumentFrom: z
    .enum(['deployment', 'working-tree'])
    .optional()
    .describe(
      'Where a report by image-trust has its trust document from: what is deployed, or the deployment file in the working tree. Default: the deployed one in a report of a sweep, else not known.',
    ),
  coverage: coverage.describe('How much of what runs was verified. Required.'),
  changes: changes.nullable().describe('What changed since the previous report; null if there is none. Required.'),
  exemptions: z.array(exemption).describe('The exemptions of the trust document, the next to end first. Required.'),
  grants: z
    .array(grant)
    .describe('The break-glass grants in force, the next to end first; empty in a report by image-trust. Required.'),
  clusters: z.array(cluster).describe('The clusters. Required.'),
  services: z.array(service).describe('The services. Required.'),
  images: z.array(image).describe('Each image that runs, with its verdict. Required.'),
  tasks: z.array(task).describe('The tasks that run, with the images of their containers. Required.'),
});

/** Without its image, a container would be in no table, and so be missed. */
const checkImageIndexes: z.core.CheckFn<z.output<typeof reportFields>> = ({ value: { images, tasks }, issues }) => {
  const expected =
    images.length === 0 ? 'no container, since images is empty' : `the index of an image, 0 to ${images.length - 1}`;
  for (const [task, { containers }] of tasks.entries())
    for (const [container, { image }] of containers.entries())
      if (image >= images.length)
        issues.push({
          code: 'custom',
          path: ['tasks', task, 'containers', container, 'image'],
          message: expected,
          input: image,
        });
};

/** The report about everything that runs: what a sweep writes, and what `image-trust report` shows. */
export const reportSchema = reportFields.check(checkImageIndexes);

/** The report about everything that runs. */
export type Report = DeepReadonly<z.output<typeof reportSchema>>;

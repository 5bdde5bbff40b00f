import * as z from 'zod';
import type { Outcome } from '../../verification/announcement';
import { IMAGE_REASONS, SERVICE_REASONS, UNTRUSTED_REASONS, type Verdict } from '../../verification/verdict';
import type { WorkloadKind } from '../../verification/task';
import { parseClusterArn } from '../naming/parse-arn';
import { closedObject } from '../schema/closed-object';
import type { DeepReadonly } from '../schema/deep-readonly';
import { deploymentNameField, modeField, sha256Field, textField } from '../schema/fields';

/** The source of the verdict event on the account's default bus. */
export const VERDICT_EVENT_SOURCE = 'ecs-image-trust';

/** The detail type of the verdict event. */
export const VERDICT_EVENT_DETAIL_TYPE = 'Image Verdict';

/** The version of the verdict event's format. */
export const VERDICT_EVENT_VERSION = 2;

/** The longest explanation that an event carries, in characters. */
export const MAX_DETAIL_LENGTH = 1000;

const VERDICT_KINDS = ['trusted', 'untrusted', 'inconclusive', 'exempt'] as const satisfies readonly Verdict['kind'][];
const WORKLOADS = ['service', 'daemon', 'standalone'] as const satisfies readonly WorkloadKind[];
const RESPONSES = [
  'reported',
  'stop-pending',
  'stop-failed',
  'not-confirmed',
  'stopped',
  'stop-budget-spent',
  'stop-abandoned',
  'not-running',
] as const satisfies readonly Outcome[];

const clusterArn = z
  .string()
  .refine((text) => parseClusterArn(text) !== undefined, { error: 'the ARN of an ECS cluster' });
const taskArn = textField('the ARN of an ECS task', /^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task\/\S+$/);
const name = z.string('a name').min(1, 'a name');

/** The detail of the event "Image Verdict": one container's verdict and the response to it; log lines use the same names. */
export const verdictEventSchema = closedObject({
  version: z.literal(VERDICT_EVENT_VERSION).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe('The deployment that judged. Required.'),
  trustDocument: sha256Field
    .nullable()
    .describe('The SHA-256 of the trust document that was judged by; null where none could be read. Required.'),
  cluster: clusterArn.describe('The ARN of the cluster. Required.'),
  task: taskArn.describe('The ARN of the task. Required.'),
  container: name.describe("The container's name in its task. Required."),
  image: z
    .string()
    .nullable()
    .describe('The image as the task definition writes it; null where ECS tells none. Required.'),
  repository: z.string().nullable().describe('The repository in canonical form; null where it is not known. Required.'),
  digest: textField('a digest sha256:<64 hexadecimal digits>', /^sha256:[0-9a-f]{64}$/)
    .nullable()
    .describe('The digest that was judged; null where it is not known. Required.'),
  verdict: z.enum(VERDICT_KINDS).describe('What was concluded. Required.'),
  reason: z
    .enum([...UNTRUSTED_REASONS, ...SERVICE_REASONS, ...IMAGE_REASONS])
    .nullable()
    .describe('Why an image is untrusted or the verdict inconclusive; null for trusted and exempt. Required.'),
  cause: z
    .enum(['service', 'image'])
    .nullable()
    .describe(
      'For inconclusive: whether something of ours or of AWS failed, or something in the image; else null. Required.',
    ),
  policy: name.nullable().describe('The policy that applied; null where none did. Required.'),
  rule: name.nullable().describe('For exempt: the rule or exemption that said so; else null. Required.'),
  detail: z
    .string()
    .max(MAX_DETAIL_LENGTH, `at most ${MAX_DETAIL_LENGTH} characters`)
    .describe('An explanation for people; partly written by whoever pushed the image. Required.'),
  mode: modeField.describe("The cluster's mode. Required."),
  workload: z.enum(WORKLOADS).describe('The kind of workload that the task is. Required.'),
  response: z.enum(RESPONSES).describe('What was done about the verdict. Required.'),
  at: z.iso.datetime({ error: 'an instant in UTC' }).describe('When it was concluded, ISO 8601 in UTC. Required.'),
});

/** The detail of one event "Image Verdict". */
export type VerdictEvent = DeepReadonly<z.output<typeof verdictEventSchema>>;

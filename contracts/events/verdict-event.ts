import * as z from 'zod';
import type { Outcome } from '../../verification/announcement';
import { IMAGE_REASONS, SERVICE_REASONS, UNTRUSTED_REASONS, type Verdict } from '../../verification/verdict';
import { MAX_DETAIL_LENGTH } from '../../verification/shorten';
import { BAD_REASONS } from '../../verification/signature-outcome';
import type { WorkloadKind } from '../../verification/task';
import { parseClusterArn } from '../naming/parse-arn';
import { closedObject } from '../schema/closed-object';
import type { DeepReadonly } from '../schema/deep-readonly';
import { deploymentNameField, modeField, sha256Field, textField } from '../schema/fields';

/** The source of verdict events on the account's default event bus. */
export const VERDICT_EVENT_SOURCE = 'ecs-image-trust';

/** The detail type of verdict events. */
export const VERDICT_EVENT_DETAIL_TYPE = 'Image Verdict';

/** The version of the verdict event's format. */
export const VERDICT_EVENT_VERSION = 3;

/** How many signatures an event names at most; EventBridge accepts 256 KB. */
export const MAX_SIGNATURES = 20;

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
  'rollback-pending',
  'rollback-failed',
  'rollback-budget-spent',
  'rollback-abandoned',
  'rolled-back',
  'break-glass',
] as const satisfies readonly Outcome[];

const clusterArn = z
  .string()
  .refine((text) => parseClusterArn(text) !== undefined, { error: 'the ARN of an ECS cluster' });
const taskArn = textField('the ARN of an ECS task', /^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task\/\S+$/);
const name = z.string('a name').min(1, 'a name');
const digest = textField('a digest sha256:<64 hexadecimal digits>', /^sha256:[0-9a-f]{64}$/);
const instant = z.iso.datetime({ error: 'an instant in UTC' });

const countedSignature = closedObject({
  digest: digest.describe("The digest of the signature's manifest. Required."),
  signer: name.describe('The ARN of the signing profile version that signed. Required.'),
  signingTime: instant.describe('When AWS Signer signed, ISO 8601 in UTC. Required.'),
  expiry: instant.nullable().describe('When the signature expires, ISO 8601 in UTC; null if never. Required.'),
  job: name.describe('The ARN of the signing job. Required.'),
});

const rejectedSignature = closedObject({
  digest: digest.describe("The digest of the signature's manifest. Required."),
  signer: name.nullable().describe('The signer that the signature claims; null if it claims none. Required.'),
  reason: z.enum(BAD_REASONS).describe('Why the signature does not count. Required.'),
});

/**
 * The detail of the event "Image Verdict": the verdict for one container and the response. Log lines use the
 * same field names.
 */
export const verdictEventSchema = closedObject({
  version: z.literal(VERDICT_EVENT_VERSION).describe('The version of this format. Required.'),
  deployment: deploymentNameField.describe('The deployment that verified the image. Required.'),
  trustDocument: sha256Field
    .nullable()
    .describe('The SHA-256 of the trust document that applied; null if none could be read. Required.'),
  cluster: clusterArn.describe('The ARN of the cluster. Required.'),
  task: taskArn.describe('The ARN of the task. Required.'),
  container: name.describe("The container's name in its task. Required."),
  image: z
    .string()
    .nullable()
    .describe('The image reference from the task definition; null if ECS reports none. Required.'),
  repository: z.string().nullable().describe('The repository in canonical form; null if it is not known. Required.'),
  digest: digest.nullable().describe('The digest that was verified; null if it is not known. Required.'),
  verdict: z.enum(VERDICT_KINDS).describe('The verdict. Required.'),
  reason: z
    .enum([...UNTRUSTED_REASONS, ...SERVICE_REASONS, ...IMAGE_REASONS])
    .nullable()
    .describe('Why the image is untrusted, or the verdict is inconclusive; null for trusted and exempt. Required.'),
  cause: z
    .enum(['service', 'image'])
    .nullable()
    .describe(
      'For inconclusive: service if something failed, image if the registry does not have the image; else null. Required.',
    ),
  policy: name.nullable().describe('The policy that applied; null if none did. Required.'),
  rule: name.nullable().describe('For exempt: the name of the rule or exemption; else null. Required.'),
  detail: z
    .string()
    .max(MAX_DETAIL_LENGTH, `at most ${MAX_DETAIL_LENGTH} characters`)
    .describe('An explanation for people. Parts of it may be written by whoever pushed the image. Required.'),
  signatures: z
    .array(countedSignature)
    .max(MAX_SIGNATURES, `at most ${MAX_SIGNATURES} signatures`)
    .describe('For trusted: what each signature that counted proves; else empty. Required.'),
  rejectedSignatures: z
    .array(rejectedSignature)
    .max(MAX_SIGNATURES, `at most ${MAX_SIGNATURES} signatures`)
    .describe('For untrusted: the signatures that do not count, the most telling first; else empty. Required.'),
  mode: modeField.describe("The cluster's mode. Required."),
  workload: z.enum(WORKLOADS).describe('The kind of workload that the task belongs to. Required.'),
  response: z.enum(RESPONSES).describe('The response to the verdict. Required.'),
  note: z
    .string()
    .max(MAX_DETAIL_LENGTH, `at most ${MAX_DETAIL_LENGTH} characters`)
    .nullable()
    .describe(
      'Why the response is this one, for people: above all why nothing was rolled back; null if there is nothing to add. Required.',
    ),
  at: instant.describe('When the verdict was reached, ISO 8601 in UTC. Required.'),
});

/** The detail of one event "Image Verdict". */
export type VerdictEvent = DeepReadonly<z.output<typeof verdictEventSchema>>;

import * as z from 'zod';
import { MAX_DETAIL_LENGTH } from '../../verification/shorten';
import { BAD_REASONS } from '../../verification/signature-outcome';
import { IMAGE_REASONS, SERVICE_REASONS, UNTRUSTED_REASONS, type Verdict } from '../../verification/verdict';
import { parseClusterArn } from '../naming/parse-arn';
import { closedObject } from '../schema/closed-object';
import { textField } from '../schema/fields';
import { MAX_SIGNATURES } from './verdict-event-format';

const VERDICT_KINDS = ['trusted', 'untrusted', 'inconclusive', 'exempt'] as const satisfies readonly Verdict['kind'][];

/** The ARN of an ECS cluster. */
export const clusterArnField = z
  .string()
  .refine((text) => parseClusterArn(text) !== undefined, { error: 'the ARN of an ECS cluster' });

/** A name that is not empty. */
export const nameField = z.string('a name').min(1, 'a name');

/** An instant, ISO 8601 in UTC. */
export const instantField = z.iso.datetime({ error: 'an instant in UTC' });

const digest = textField('a digest sha256:<64 hexadecimal digits>', /^sha256:[0-9a-f]{64}$/);

const countedSignature = closedObject({
  digest: digest.describe("The digest of the signature's manifest. Required."),
  signer: nameField.describe('The ARN of the signing profile version that signed. Required.'),
  signingTime: instantField.describe('When AWS Signer signed, ISO 8601 in UTC. Required.'),
  expiry: instantField.nullable().describe('When the signature expires, ISO 8601 in UTC; null if never. Required.'),
  job: nameField.describe('The ARN of the signing job. Required.'),
});

const rejectedSignature = closedObject({
  digest: digest.describe("The digest of the signature's manifest. Required."),
  signer: nameField.nullable().describe('The signer that the signature claims; null if it claims none. Required.'),
  reason: z.enum(BAD_REASONS).describe('Why the signature does not count. Required.'),
});

/** The verdict for one container, as events name it. */
export const verdictFields = {
  container: nameField.describe("The container's name in its task. Required."),
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
  policy: nameField.nullable().describe('The policy that applied; null if none did. Required.'),
  rule: nameField.nullable().describe('For exempt: the name of the rule or exemption; else null. Required.'),
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
} as const;

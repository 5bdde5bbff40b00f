import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import {
  BAD_REASONS,
  IMAGE_REASONS,
  isDigest,
  SERVICE_REASONS,
  UNTRUSTED_REASONS,
  type Digest,
  type Inventory,
  type Verdict,
} from '../../verification';

/** The verdict on a group; `verifiedAt` in milliseconds since the epoch. */
export interface GroupVerdict {
  readonly verdict: Verdict;
  readonly verifiedAt: number;
}

/** How far a sweep is: what the next invocation continues from. */
export interface SweepState {
  /** The SHA-256 of the trust document that it verifies by; null if none was usable. */
  readonly trustDocument: string | null;
  /** When the sweep began, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly inventory: Inventory;
  /** The ARNs of the clusters that are still to be listed. */
  readonly unlisted: readonly string[];
  /** The verdicts so far, by the keys of their groups. */
  readonly verdicts: Readonly<Record<string, GroupVerdict>>;
  /** The ARNs of the tasks that the launch function was sent. */
  readonly healed: readonly string[];
}

const VERSION = 1;

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value));
const text = z.string();
const orNull = text.nullable();
const detail = { detail: text };

const signature = z.object({ signer: text, signingTime: text, expiry: orNull, job: text, signature: digest });
const rejected = z.object({ digest, signer: text.exactOptional(), reason: z.enum(BAD_REASONS), ...detail });

const verdict = z.union([
  z.object({ kind: z.literal('trusted'), policy: text, signatures: z.array(signature), ...detail }),
  z.object({
    kind: z.literal('untrusted'),
    reason: z.enum(UNTRUSTED_REASONS),
    signatures: z.array(rejected),
    ...detail,
  }),
  z.object({
    kind: z.literal('inconclusive'),
    cause: z.literal('service'),
    reason: z.enum(SERVICE_REASONS),
    ...detail,
  }),
  z.object({ kind: z.literal('inconclusive'), cause: z.literal('image'), reason: z.enum(IMAGE_REASONS), ...detail }),
  z.object({ kind: z.literal('exempt'), rule: text, ...detail }),
]);

const container = z.object({ name: text, image: orNull, imageDigest: digest.nullable() });

const task = z.object({
  taskArn: text,
  clusterArn: text,
  group: orNull,
  taskDefinitionArn: orNull,
  lastStatus: text,
  desiredStatus: text,
  containers: z.array(container),
  startedAt: z.number().nullable(),
  owner: orNull,
});

const stateSchema = z.object({
  version: z.literal(VERSION),
  trustDocument: orNull,
  startedAt: z.number(),
  inventory: z.object({
    clusters: z.array(z.object({ clusterArn: text, problem: orNull })),
    services: z.array(z.object({ clusterArn: text, name: text, owner: orNull })),
    tasks: z.array(task),
  }),
  unlisted: z.array(text),
  // A list of entries, since the key of a group could be that of a property such as __proto__.
  verdicts: z.array(z.tuple([text, z.object({ verdict, verifiedAt: z.number() })])),
  healed: z.array(text),
});

/** Parses the state of a sweep; undefined for what is none in this format, so that the sweep begins anew. */
export const parseSweepState = (json: string): SweepState | undefined => {
  const { data } = stateSchema.safeParse(parseJsonOrUndefined(json));
  if (data === undefined) return undefined;
  const { version: _, verdicts, ...rest } = data;
  return { ...rest, verdicts: Object.fromEntries(verdicts) };
};

/** The state of a sweep as text. */
export const formatSweepState = ({ verdicts, ...rest }: SweepState): string =>
  JSON.stringify({ version: VERSION, ...rest, verdicts: Object.entries(verdicts) });

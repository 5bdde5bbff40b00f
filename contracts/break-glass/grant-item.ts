import * as z from 'zod';
import type { Grant } from '../../verification/break-glass/grant';
import { exemptionReasonField } from '../deployment/rule-fields';
import { parseClusterArn } from '../naming/parse-arn';
import type { DeepReadonly } from '../schema/deep-readonly';
import { textField } from '../schema/fields';
import { parseContract } from '../schema/parse-contract';
import { expectedSubject, formatGrantSubject, toGrantSubject, type SubjectKind } from './grant-subject';

/** The most characters of a grant's reason. */
export const MAX_REASON_LENGTH = 500;

/** For how many days the table keeps a grant after its end. */
const KEEP_DAYS = 30;

// No later instant has four digits for its year, as ISO 8601 wants it.
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');
const EXPECTED_INSTANT = 'an instant in milliseconds since the epoch, before the year 10000';

const instantField = z.int(EXPECTED_INSTANT).min(0, EXPECTED_INSTANT).max(LAST_INSTANT, EXPECTED_INSTANT);

/** The ARN of the cluster that a grant is for. */
export const grantClusterField = z
  .string()
  .refine((text) => parseClusterArn(text) !== undefined, { error: 'the ARN of an ECS cluster' });

/** The id of a grant, unique in its cluster. */
export const grantIdField = textField('the id of a grant, 12 hexadecimal digits', /^[0-9a-f]{12}$/);

/** The reason of a grant. */
export const grantReasonField = exemptionReasonField.max(
  MAX_REASON_LENGTH,
  `a reason of at most ${MAX_REASON_LENGTH} characters`,
);

const EXPECTED_CALLER = 'the ARN of an AWS identity, of at most 2,048 characters';

const subjectField = (kind: SubjectKind) =>
  z.string().check((context) => {
    const message = expectedSubject(kind, context.value);
    if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
  });

const itemOf = <Kind extends SubjectKind>(kind: Kind) =>
  z.object({
    cluster: grantClusterField,
    id: grantIdField,
    kind: z.literal(kind),
    subject: subjectField(kind),
    reason: grantReasonField,
    grantedBy: z.string(EXPECTED_CALLER).min(1, EXPECTED_CALLER).max(2_048, EXPECTED_CALLER),
    grantedAt: instantField,
    until: instantField,
    revokedAt: instantField.optional(),
  });

/** An item of the table of grants. Unknown attributes are ignored: a later version may add some. */
export const grantItemSchema = z.discriminatedUnion('kind', [itemOf('image'), itemOf('repository')]);

/** An item of the table of grants: hash key `cluster`, range key `id`; the table deletes it after `expires`, in seconds. */
export type GrantItem = DeepReadonly<z.output<typeof grantItemSchema>> & { readonly expires: number };

/**
 * Parses an item of the table of grants.
 * @throws InvalidInputError with every problem.
 */
export const parseGrantItem = (item: unknown): Grant => {
  const {
    cluster,
    id,
    kind,
    subject,
    revokedAt = null,
    ...rest
  } = parseContract(grantItemSchema, item, 'break-glass grant');
  return { ...rest, id, clusterArn: cluster, subject: toGrantSubject(kind, subject), revokedAt };
};

/** The item of a grant. */
export const toGrantItem = ({ clusterArn, subject, revokedAt, ...rest }: Grant): GrantItem => ({
  ...rest,
  cluster: clusterArn,
  kind: subject.kind,
  subject: formatGrantSubject(subject),
  ...(revokedAt === null ? {} : { revokedAt }),
  expires: Math.ceil(rest.until / 1000) + KEEP_DAYS * 24 * 3600,
});

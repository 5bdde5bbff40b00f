import { sha256 } from '../../../../contracts/schema/sha256';
import { parseTrustDocument } from '../../../../contracts/trust-document/trust-document';
import {
  TrustDocumentRefusal,
  type TrustDocumentRefusalCode,
} from '../../../../contracts/trust-document/trust-document-refusal';
import type { TrustDocument } from '../../../../verification/trust-document';
import { attributeAfter, attributeBefore, type Attribute } from '../resources/attribute';
import type { Mark } from '../report/mark';
import type { ResourceChange, StackPlan } from '../resources/read-plan';
import { trustChanges, type TrustChange } from './trust-changes';

/** What a plan does to the trust document. */
export type TrustSummary =
  | { readonly kind: 'unchanged' }
  /** There is no trust document before. */
  | {
      readonly kind: 'first';
      readonly mode: string;
      readonly policies: readonly string[];
      readonly exemptions: readonly string[];
    }
  /** There is none after: nothing is verified any more. */
  | { readonly kind: 'removed'; readonly mark: Mark }
  /** Its bytes were changed outside Terraform; the plan restores them. */
  | { readonly kind: 'restored'; readonly mark: Mark }
  /** One side is not a trust document that this version can read, is hidden, or is known only after apply. */
  | { readonly kind: 'unreadable'; readonly mark: Mark; readonly side: 'before' | 'after'; readonly why: Unreadable }
  | { readonly kind: 'changed'; readonly changes: readonly TrustChange[] };

/** The same; `not-planned`: the verifier stack, which holds the trust document, could not be planned. */
export type PlannedTrust = TrustSummary | { readonly kind: 'not-planned' };

type Unreadable = TrustDocumentRefusalCode | 'unknown' | 'hidden';

const KEY = /^trust\/[0-9a-f]{64}\.json$/;

const keyOf = ({ before, after }: ResourceChange): string => {
  const key = after?.['key'] ?? before?.['key'];
  return typeof key === 'string' ? key : '';
};

/** Whether a resource is the object that holds a trust document. */
export const isTrustDocument = (change: ResourceChange): boolean =>
  change.type === 'aws_s3_object' && KEY.test(keyOf(change));

type Side = { readonly document: TrustDocument | undefined } | { readonly why: Unreadable };

const readSide = (content: Attribute): Side => {
  switch (content.kind) {
    case 'absent':
      return { document: undefined };
    case 'unknown':
    case 'hidden':
      return { why: content.kind };
    case 'text':
      return readDocument(content.text);
  }
};

const readDocument = (text: string): Side => {
  try {
    // The plan shows what is written: whether the key matches it is no concern here.
    return { document: parseTrustDocument(Buffer.from(text), `trust/${sha256(text)}.json`).document };
  } catch (error) {
    if (error instanceof TrustDocumentRefusal) return { why: error.code };
    throw error;
  }
};

/** What the first trust document of a deployment says. */
export const firstTrust = ({ mode, policies, exemptions }: TrustDocument): TrustSummary => ({
  kind: 'first',
  mode,
  policies: Object.keys(policies).sort(),
  exemptions: Object.keys(exemptions).sort(),
});

const compare = (was: TrustDocument | undefined, is: TrustDocument | undefined, now: number): TrustSummary => {
  if (was === undefined) return is === undefined ? { kind: 'unchanged' } : firstTrust(is);
  if (is === undefined) return { kind: 'removed', mark: 'weakens-enforcement' };
  const changes = trustChanges([was, is], now);
  return changes.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', changes };
};

const unreadable = (side: 'before' | 'after', why: Unreadable): TrustSummary => ({
  kind: 'unreadable',
  mark: 'widens-trust',
  side,
  why,
});

const summariseChange = (change: ResourceChange, now: number): TrustSummary => {
  const was = readSide(attributeBefore(change, 'content'));
  const is = readSide(attributeAfter(change, 'content'));
  if ('why' in is) return unreadable('after', is.why);
  if ('why' in was) return unreadable('before', was.why);
  const compared = compare(was.document, is.document, now);
  return compared.kind === 'unchanged' && change.kind === 'update' && change.before?.['etag'] !== change.after?.['etag']
    ? { kind: 'restored', mark: 'widens-trust' }
    : compared;
};

/** What the plan of the verifier stack does to the trust document; `now` decides which exemptions have expired. */
export const summariseTrust = ({ changes }: StackPlan, now: number): TrustSummary => {
  const change = changes.find(isTrustDocument);
  return change === undefined ? { kind: 'unchanged' } : summariseChange(change, now);
};

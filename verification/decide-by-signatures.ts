import type { Digest } from './digest';
import { requiredSigners, type Policy } from './policy';
import { MAX_DETAIL_LENGTH, shorten } from './shorten';
import {
  BAD_REASONS,
  type BadReason,
  type BadSignature,
  type Evidence,
  type ExaminedSignature,
  type UncheckedSignature,
} from './signature-outcome';
import { SERVICE_REASONS, serviceFailed, type Inconclusive, type UntrustedReason } from './verdict';

/** Whose signatures count, and how many signers are needed. */
export type SignerRule = Pick<Policy, 'signers' | 'require'>;

/** The signatures of an image that were examined. */
export interface ExaminedSignatures {
  readonly examined: readonly ExaminedSignature[];
  /** Whether the registry lists more signatures than are examined. */
  readonly truncated: boolean;
}

/** One signature that does not count, and why. */
export interface RejectedSignature {
  readonly digest: Digest;
  readonly signer?: string | undefined;
  readonly reason: BadReason;
  readonly detail: string;
}

/** What the signatures of an image say about it. */
export type SignatureDecision =
  | { readonly kind: 'trusted'; readonly evidence: readonly Evidence[]; readonly detail: string }
  | {
      readonly kind: 'untrusted';
      readonly reason: BadReason | Extract<UntrustedReason, 'unsigned' | 'too-many-signatures'>;
      readonly detail: string;
      /** The most telling ones, at most 20. */
      readonly signatures: readonly RejectedSignature[];
    }
  | Inconclusive;

const MAX_LISTED = 20;

type With<T> = ExaminedSignature & { readonly outcome: T };

const ofKind = <K extends ExaminedSignature['outcome']['kind']>(
  examined: readonly ExaminedSignature[],
  kind: K,
): readonly With<Extract<ExaminedSignature['outcome'], { kind: K }>>[] =>
  examined.filter((one): one is With<Extract<ExaminedSignature['outcome'], { kind: K }>> => one.outcome.kind === kind);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const newestFirst = (a: Evidence, b: Evidence): number =>
  compare(b.signingTime, a.signingTime) || compare(a.signature, b.signature);

/** The newest good signature of each signer, so that the same signatures in any order give the same evidence. */
const evidenceBySigner = (examined: readonly ExaminedSignature[], rule: SignerRule): ReadonlyMap<string, Evidence> => {
  const good = ofKind(examined, 'good').flatMap(({ signer, outcome: { evidence } }) =>
    signer !== undefined && rule.signers.includes(signer) ? [{ signer, evidence }] : [],
  );
  good.sort((a, b) => compare(a.signer, b.signer) || newestFirst(b.evidence, a.evidence));
  return new Map(good.map(({ signer, evidence }) => [signer, evidence]));
};

/** Whether the signatures examined so far already lead to trust, so that the others need not be examined. */
export const isSatisfied = (examined: readonly ExaminedSignature[], rule: SignerRule): boolean =>
  evidenceBySigner(examined, rule).size >= requiredSigners(rule);

/** The unchecked signatures that would lead to trust if all of them were good; empty when even that is not enough. */
const uncheckedThatMatter = (
  examined: readonly ExaminedSignature[],
  rule: SignerRule,
): readonly With<UncheckedSignature>[] => {
  const good = evidenceBySigner(examined, rule);
  const open = ofKind(examined, 'unchecked').filter(({ signer }) => signer === undefined || !good.has(signer));
  const known = new Set(open.flatMap(({ signer }) => (signer === undefined ? [] : [signer])));
  const unknown = open.filter(({ signer }) => signer === undefined).length;
  const all = new Set(rule.signers).size;
  return Math.min(all, good.size + known.size + unknown) >= requiredSigners(rule) ? open : [];
};

const inconclusive = (
  open: readonly With<UncheckedSignature>[],
  first: With<UncheckedSignature>,
): SignatureDecision => {
  const texts = [...new Set(open.map(({ outcome }) => outcome.detail))].sort(compare);
  return serviceFailed(first.outcome.reason, shorten(texts.join('; '), MAX_DETAIL_LENGTH));
};

const rank = ({ outcome: { reason } }: With<BadSignature>): number => BAD_REASONS.indexOf(reason);

const mostTellingFirst = (examined: readonly ExaminedSignature[]): readonly RejectedSignature[] =>
  [...ofKind(examined, 'bad')]
    .sort((a, b) => rank(a) - rank(b) || compare(a.digest, b.digest))
    .map(({ digest, signer, claimedSigner, outcome: { reason, detail } }) => ({
      digest,
      signer: claimedSigner ?? signer,
      reason,
      detail,
    }));

const untrusted = ({ examined, truncated }: ExaminedSignatures, rule: SignerRule): SignatureDecision => {
  const rejected = mostTellingFirst(examined);
  const good = evidenceBySigner(examined, rule);
  const [first] = rejected;
  const texts = [
    ...(truncated ? [`more signatures are attached than the ${examined.length} that were examined`] : []),
    ...(good.size > 0 ? [`signed by ${good.size} of the ${requiredSigners(rule)} signers that the policy needs`] : []),
    ...new Set(rejected.map(({ detail }) => detail)),
    ...ofKind(examined, 'gone').map(({ outcome }) => outcome.detail),
  ];
  return {
    kind: 'untrusted',
    reason: truncated ? 'too-many-signatures' : (first?.reason ?? 'unsigned'),
    detail: shorten(texts.join('; ') || 'no signature is attached to the image', MAX_DETAIL_LENGTH),
    signatures: rejected.slice(0, MAX_LISTED),
  };
};

/**
 * Decides on an image by its signatures: trusted when enough different signers signed it; else inconclusive while an
 * unchecked signature could still lead there; else untrusted, for the most telling reason. Bad signatures, however many
 * and in whatever order, change neither of the first two.
 */
export const decideBySignatures = (signatures: ExaminedSignatures, rule: SignerRule): SignatureDecision => {
  const { examined } = signatures;
  const good = evidenceBySigner(examined, rule);
  if (good.size >= requiredSigners(rule)) {
    const evidence = [...good.values()];
    const names = evidence.map(({ signer }) => signer).join(', ');
    return { kind: 'trusted', evidence, detail: shorten(`signed by ${names}`, MAX_DETAIL_LENGTH) };
  }
  const open = [...uncheckedThatMatter(examined, rule)];
  open.sort((a, b) => SERVICE_REASONS.indexOf(a.outcome.reason) - SERVICE_REASONS.indexOf(b.outcome.reason));
  const [first] = open;
  return first === undefined ? untrusted(signatures, rule) : inconclusive(open, first);
};

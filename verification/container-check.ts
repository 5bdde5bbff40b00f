import { chooseRule, type Exemption, type Policy, type Rule } from './choose-rule';
import type { Digest } from './digest';
import { ImageReferenceError, parseImageReference, type ImageReference } from './image-reference';
import { repositoryIdentity, type RepositoryIdentity } from './repository-identity';
import { serviceFailed, untrusted, type Verdict } from './verdict';

/** A container as ECS describes it. */
export interface Container {
  readonly name: string;
  readonly image: string | null;
  readonly imageDigest: Digest | null;
}

/** Repository and digest: the only thing that is ever verified. `reference` keeps how the image was named. */
export interface PinnedImage {
  readonly reference: ImageReference;
  readonly identity: RepositoryIdentity;
  readonly digest: Digest;
}

/** What there is to do about one container. */
export type ContainerCheck =
  | { readonly kind: 'answered'; readonly verdict: Verdict; readonly image: PinnedImage | null }
  /** Nothing tells yet which digest runs; the conclusion is for when nobody can. */
  | { readonly kind: 'unpinned'; readonly conclusion: Verdict }
  | { readonly kind: 'verify'; readonly image: PinnedImage; readonly policy: Policy };

/** What a question is judged by. */
export interface TrustRules {
  readonly rules: readonly Rule[];
  readonly unmatched: 'untrusted' | 'ignore';
  /** Milliseconds since the epoch: an exemption ends. */
  readonly now: () => number;
}

// Names that AWS gives the containers it adds; their `image` is never part of the task's description.
// https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html and Service Connect's proxy.
const AWS_SIDECAR = /^(?:aws-guardduty-agent|ecs-service-connect)-[A-Za-z0-9]+$/;

const answered = (verdict: Verdict, image: PinnedImage | null = null): ContainerCheck => ({
  kind: 'answered',
  verdict,
  image,
});

const unpinned = (conclusion: Verdict): ContainerCheck => ({ kind: 'unpinned', conclusion });

const digestUnknown = (container: Container): Verdict =>
  serviceFailed('digest-unknown', `ECS does not tell which digest of ${container.image ?? 'its image'} runs`);

const unmatchedVerdict = (written: string, unmatched: TrustRules['unmatched']): Verdict =>
  unmatched === 'ignore'
    ? {
        kind: 'exempt',
        rule: 'unmatched',
        detail: `no policy covers ${written} and the deployment ignores such images`,
      }
    : untrusted('no-policy', `no policy covers ${written}`);

const parseWritten = (written: string): ImageReference | ImageReferenceError => {
  try {
    return parseImageReference(written);
  } catch (error) {
    if (error instanceof ImageReferenceError) return error;
    throw error;
  }
};

const checkImage = (
  container: Container,
  reference: ImageReference,
  { rule, unmatched: whenUnmatched }: { readonly rule: Policy | Exemption | undefined } & Pick<TrustRules, 'unmatched'>,
): ContainerCheck => {
  if (rule?.kind === 'exemption')
    return answered({ kind: 'exempt', rule: rule.name, detail: `${rule.reason} (until ${rule.until})` });
  const digest = container.imageDigest ?? reference.digest;
  const unmatched = unmatchedVerdict(container.image ?? '', whenUnmatched);
  if (rule === undefined && unmatched.kind === 'exempt') return answered(unmatched);
  if (digest === undefined) return unpinned(rule === undefined ? unmatched : digestUnknown(container));
  const image = { reference, identity: repositoryIdentity(reference), digest };
  return rule === undefined ? answered(unmatched, image) : { kind: 'verify', image, policy: rule };
};

/**
 * Decides what there is to do about one container: first exempt or policy, then which digest.
 * A tag is never resolved: what it names now is not what runs.
 */
export const checkContainer = (container: Container, book: TrustRules): ContainerCheck => {
  if (container.image === null)
    return AWS_SIDECAR.test(container.name)
      ? answered({ kind: 'exempt', rule: 'aws-managed-sidecar', detail: `AWS adds ${container.name} by itself` })
      : unpinned(digestUnknown(container));
  const reference = parseWritten(container.image);
  // An unreadable name can be in no policy, and being ignored must not be had by writing a name oddly.
  if (reference instanceof ImageReferenceError)
    return answered(untrusted('no-policy', `the image cannot be in any policy: ${reference.message}`));
  const rule = chooseRule(repositoryIdentity(reference), book.rules, book.now());
  return checkImage(container, reference, { rule, unmatched: book.unmatched });
};

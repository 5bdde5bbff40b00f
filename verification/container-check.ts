import { chooseRule } from './choose-rule';
import { ImageReferenceError, parseImageReference, type ImageReference } from './image-reference';
import type { PinnedImage } from './pinned-image';
import type { Exemption, Policy } from './policy';
import { repositoryIdentity } from './repository-identity';
import type { Container } from './task';
import type { LoadedTrust } from './trust';
import type { TrustDocument } from './trust-document';
import { serviceFailed, untrusted, type Verdict } from './verdict';

/** What remains to be done about one container. */
export type ContainerCheck =
  /** The running digest is not known yet; `verdict` holds if it cannot be found out. */
  | { readonly kind: 'unresolved'; readonly verdict: Verdict }
  /** The verdict follows from the trust rules alone; no registry is contacted. */
  | { readonly kind: 'decided'; readonly verdict: Verdict; readonly image: PinnedImage | null }
  | { readonly kind: 'verify'; readonly image: PinnedImage; readonly policy: Policy };

// The names of containers that AWS adds to tasks; their `image` is never part of the task's description.
// https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html
const AWS_SIDECAR = /^(?:aws-guardduty-agent|ecs-service-connect)-[A-Za-z0-9]+$/;

const unresolved = (verdict: Verdict): ContainerCheck => ({ kind: 'unresolved', verdict });

const decided = (verdict: Verdict, image: PinnedImage | null = null): ContainerCheck => ({
  kind: 'decided',
  verdict,
  image,
});

const exempt = (rule: string, detail: string): Verdict => ({ kind: 'exempt', rule, detail });

const digestUnknown = ({ image }: Container): Verdict =>
  serviceFailed('digest-unknown', `ECS does not report the running digest of ${image ?? 'its image'}`);

const unmatchedVerdict = (image: string, unmatched: TrustDocument['unmatched']): Verdict =>
  unmatched === 'ignore'
    ? exempt('unmatched', `no policy covers ${image} and the deployment ignores such images`)
    : untrusted('no-policy', `no policy covers ${image}`);

const tryParse = (text: string): ImageReference | ImageReferenceError => {
  try {
    return parseImageReference(text);
  } catch (error) {
    if (error instanceof ImageReferenceError) return error;
    throw error;
  }
};

const checkUnmatched = (image: PinnedImage | undefined, verdict: Verdict): ContainerCheck => {
  if (verdict.kind === 'exempt') return decided(verdict);
  // Stopping a task needs the digest, so the verdict waits for it.
  return image === undefined ? unresolved(verdict) : decided(verdict, image);
};

const checkByRule = (
  container: Container,
  reference: ImageReference,
  { rule, unmatched }: { readonly rule: Policy | Exemption | undefined; readonly unmatched: Verdict },
): ContainerCheck => {
  if (rule?.kind === 'exemption') return decided(exempt(rule.name, `${rule.reason} (until ${rule.until})`));
  const digest = container.imageDigest ?? reference.digest;
  const image = digest && { reference, identity: repositoryIdentity(reference), digest };
  if (rule === undefined) return checkUnmatched(image, unmatched);
  return image === undefined ? unresolved(digestUnknown(container)) : { kind: 'verify', image, policy: rule };
};

/**
 * Decides what remains to be done about one container: first exemption or policy, then the digest. A tag is never
 * resolved, since it may name another digest by now. `now` in milliseconds since the epoch.
 */
export const checkContainer = (container: Container, { rules, document }: LoadedTrust, now: number): ContainerCheck => {
  if (container.image === null)
    return AWS_SIDECAR.test(container.name)
      ? decided(exempt('aws-managed-sidecar', `AWS itself adds the container ${container.name}`))
      : unresolved(digestUnknown(container));
  const reference = tryParse(container.image);
  // No policy can cover a name that does not parse, and a malformed name must not make an image exempt.
  if (reference instanceof ImageReferenceError)
    return decided(untrusted('no-policy', `no policy can cover the image: ${reference.message}`));
  const rule = chooseRule(repositoryIdentity(reference), rules, now);
  return checkByRule(container, reference, { rule, unmatched: unmatchedVerdict(container.image, document.unmatched) });
};

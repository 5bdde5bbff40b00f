import {
  checkContainer,
  toLoadedTrust,
  tryParseImageReference,
  type AddressedTrustDocument,
  type Container,
  type GateContainer,
} from '../../../verification';
import type { VerifyContainer } from '../../shared/verification/container-verifier';

/** What verifies the images of containers on this machine, or why nothing can. */
export type Verifier =
  { readonly kind: 'ready'; readonly verify: VerifyContainer } | { readonly kind: 'missing'; readonly reason: string };

/** Whether ECS or the image reference itself says the digest, so that no tag has to be resolved. */
export const hasWrittenDigest = ({ image, imageDigest }: Container): boolean =>
  imageDigest !== null || tryParseImageReference(image ?? '')?.digest !== undefined;

/**
 * Verifies containers as the gate does: the digest that ECS knows, else the one in the image reference, else what the
 * tag names now, which makes the verdict provisional. An image that no policy covers is decided without its registry
 * (docs/rules.md, rule 6).
 */
export const verifyNow = (
  containers: readonly Container[],
  trust: AddressedTrustDocument,
  { verify, now }: { readonly verify: VerifyContainer; readonly now: number },
): Promise<readonly GateContainer[]> => {
  const loaded = toLoadedTrust(trust);
  const verifyOne = async (container: Container): Promise<GateContainer> => {
    const check = checkContainer(container, loaded, now);
    if (check.kind === 'unresolved' && check.verdict.kind === 'untrusted')
      return { container, image: null, policy: null, verdict: check.verdict, provisional: false };
    const { image, policy, verdict } = await verify(container);
    return { container, image, policy, verdict, provisional: image !== null && !hasWrittenDigest(container) };
  };
  return Promise.all(containers.map(verifyOne));
};

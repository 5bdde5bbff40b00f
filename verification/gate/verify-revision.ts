import { checkContainer } from '../container-check';
import { parseImageReference } from '../image-reference';
import { messageOf } from '../message-of';
import type { RemainingTime } from '../remaining-time';
import type { Container } from '../task';
import type { LoadedTrust } from '../trust';
import { serviceFailed, type Verdict } from '../verdict';
import { verifyDescribed } from '../verify-task';
import type { GateContainer } from './gate-announcement';
import type { VerifyRevisionPorts } from './gate-ports';

/** The containers of a revision, to be verified by a trust document within the remaining time. */
export interface RevisionToVerify {
  readonly containers: readonly Container[];
  readonly trust: LoadedTrust;
  readonly remaining: RemainingTime;
}

const withoutImage = (container: Container, verdict: Verdict): GateContainer => ({
  container,
  image: null,
  policy: null,
  verdict,
  provisional: false,
});

/** The image reference whose tag must be resolved: only that of a policy's image without a digest. */
const tagToResolve = (
  container: Container,
  { trust }: RevisionToVerify,
  { now }: VerifyRevisionPorts,
): string | null => {
  const check = checkContainer(container, trust, now());
  return check.kind === 'unresolved' && check.verdict.kind === 'inconclusive' ? container.image : null;
};

const verifyContainer = async (
  container: Container,
  revision: RevisionToVerify,
  ports: VerifyRevisionPorts,
): Promise<GateContainer> => {
  const tag = tagToResolve(container, revision, ports);
  if (tag === null) return { ...(await verifyDescribed(container, revision, ports)), provisional: false };
  const resolved = await ports.resolveTag({ ...revision, reference: parseImageReference(tag) });
  if (resolved.kind === 'failed') return withoutImage(container, resolved.verdict);
  const pinned = { ...container, imageDigest: resolved.digest };
  return { ...(await verifyDescribed(pinned, revision, ports)), container, provisional: true };
};

/**
 * Verifies the containers of a revision concurrently, each on its own. Where neither ECS nor the image reference has a
 * digest yet, the tag is resolved, and the verdict is provisional: another image may start. A container whose
 * verification throws is `inconclusive: tool-failed`, and does not affect its neighbours.
 */
export const verifyRevision = (
  revision: RevisionToVerify,
  ports: VerifyRevisionPorts,
): Promise<readonly GateContainer[]> =>
  Promise.all(
    revision.containers.map((container) =>
      verifyContainer(container, revision, ports).catch((error: unknown) =>
        withoutImage(container, serviceFailed('tool-failed', messageOf(error))),
      ),
    ),
  );

import { checkContainer, toLoadedTrust, type AddressedTrustDocument, type LoadedTrust } from '../../../verification';
import type { WorkTools } from '../../shared/interruption';
import type { ExplainedContainer, VerifyContainer } from '../../shared/verification/container-verifier';
import { hasWrittenDigest } from '../gate/verify-now';
import { groupRunning, type Group } from './group-running';
import type { Subject } from './sources/subject';

/** A verdict on an image, and where the image is named. */
export interface VerifiedSubject extends ExplainedContainer, Omit<Group, 'container' | 'isRunning'> {
  /** Whether a tag was resolved for it: the tag may name another image later. */
  readonly provisional: boolean;
}

/** The images to verify, and what they are verified with. */
export interface ImagesToVerify extends Pick<WorkTools, 'throwIfInterrupted'> {
  readonly subjects: readonly Subject[];
  readonly trust: AddressedTrustDocument;
  readonly verify: VerifyContainer;
  /** In milliseconds since the epoch. */
  readonly now: number;
  /** Called once, with the number of images to verify. */
  readonly onBegin: (all: number) => void;
  readonly onVerified: () => void;
}

/** Verifies each image once, however often it is named. */
const verifyingOnce = (verify: VerifyContainer): VerifyContainer => {
  const begun = new Map<string, Promise<ExplainedContainer>>();
  return async (container) => {
    const { name, image, imageDigest } = container;
    const key = JSON.stringify(image === null ? [name] : [image, imageDigest]);
    const verified = begun.get(key) ?? verify(container);
    begun.set(key, verified);
    return { ...(await verified), container };
  };
};

/** The verdict on a running container whose digest ECS does not report: its tag may name another image by now. */
const withoutDigest = (
  { container, isRunning }: Group,
  trust: LoadedTrust,
  now: number,
): ExplainedContainer | undefined => {
  if (!isRunning) return undefined;
  const check = checkContainer(container, trust, now);
  return check.kind === 'unresolved'
    ? { container, image: null, policy: null, verdict: check.verdict, examined: [] }
    : undefined;
};

/**
 * Verifies images with the same engine as the functions, and returns the verdicts in the order of the subjects. What runs
 * is grouped, and each digest is verified once.
 */
export const verifyImages = async (wanted: ImagesToVerify): Promise<readonly VerifiedSubject[]> => {
  const { subjects, now, onBegin, onVerified, throwIfInterrupted } = wanted;
  const trust = toLoadedTrust(wanted.trust);
  const verify = verifyingOnce(wanted.verify);
  const groups = groupRunning(subjects, trust, now);
  onBegin(groups.length);
  const verifyOne = async (group: Group): Promise<VerifiedSubject> => {
    const { container, source, file, running } = group;
    const verified = withoutDigest(group, trust, now) ?? (await verify(container));
    throwIfInterrupted();
    onVerified();
    const provisional = verified.image !== null && !hasWrittenDigest(container);
    return { ...verified, source, file, running, provisional };
  };
  return Promise.all(groups.map(verifyOne));
};

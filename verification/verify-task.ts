import { checkContainer, type ContainerCheck } from './container-check';
import { messageOf } from './message-of';
import { once } from './once';
import type { PinnedImage } from './pinned-image';
import type { Policy } from './policy';
import type { RemainingTime } from './remaining-time';
import { taskPhaseFor, type Container, type Task } from './task';
import type { LoadedTrust, Trust } from './trust';
import { serviceFailed, type Verdict } from './verdict';
import type { VerifyImage, VerifyRequest } from './verify-image';

/** One container and the verdict about its image. */
export interface VerifiedContainer {
  readonly container: Container;
  readonly image: PinnedImage | null;
  readonly policy: Policy | null;
  readonly verdict: Verdict;
}

/** A task to be verified within the remaining time. */
export interface TaskToVerify extends Pick<VerifyRequest, 'notBefore'> {
  readonly task: Task;
  readonly remaining: RemainingTime;
}

/** The ports that verifying a task needs. */
export interface VerifyTaskPorts {
  readonly now: () => number;
  readonly verifyImage: VerifyImage;
  /** Describes the task as ECS knows it now; undefined when ECS no longer knows it. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
}

/** What a container is verified by. */
interface ContainerVerification extends Pick<VerifyRequest, 'notBefore'> {
  readonly trust: LoadedTrust;
  readonly remaining: RemainingTime;
}

type VerifyPorts = Pick<VerifyTaskPorts, 'now' | 'verifyImage'>;

interface Verification extends VerifyTaskPorts, TaskToVerify, ContainerVerification {
  readonly describeOnce: () => Promise<Task | undefined>;
}

const withoutPolicy = (
  container: Container,
  verdict: Verdict,
  image: PinnedImage | null = null,
): VerifiedContainer => ({ container, verdict, image, policy: null });

const verifyChecked = async (
  container: Container,
  check: ContainerCheck,
  { verifyImage, ...how }: ContainerVerification & Pick<VerifyTaskPorts, 'verifyImage'>,
): Promise<VerifiedContainer> => {
  switch (check.kind) {
    case 'unresolved':
      return withoutPolicy(container, check.verdict);
    case 'decided':
      return withoutPolicy(container, check.verdict, check.image);
    case 'verify': {
      const { image, policy } = check;
      return { container, image, policy, verdict: await verifyImage({ image, policy, ...how }) };
    }
  }
};

const verifyKnown = (
  container: Container,
  { trust, remaining, notBefore }: ContainerVerification,
  { now, verifyImage }: VerifyPorts,
): Promise<VerifiedContainer> =>
  verifyChecked(container, checkContainer(container, trust, now()), { verifyImage, trust, remaining, notBefore });

const withoutTrust = (container: Container, reason: string): VerifiedContainer =>
  withoutPolicy(container, serviceFailed('tool-failed', `the trust document cannot be used: ${reason}`));

/** Verifies one container as ECS describes it: a digest that ECS does not describe stays unknown. */
export const verifyDescribed = async (
  container: Container,
  { trust, remaining }: { readonly trust: Trust; readonly remaining: RemainingTime },
  ports: VerifyPorts,
): Promise<VerifiedContainer> => {
  switch (trust.kind) {
    case 'unusable':
      return withoutTrust(container, trust.reason);
    case 'loaded':
      return verifyKnown(container, { trust, remaining }, ports);
  }
};

const hasDigest = ({ containers }: Task, { name }: Container): boolean =>
  containers.some((each) => each.name === name && each.imageDigest !== null);

/** Looks up the digest that the event lacks; undefined when a later event will report it or the container never ran. */
const resolveContainer = async (
  container: Container,
  { task, describeOnce }: Verification,
): Promise<Container | undefined> => {
  if (taskPhaseFor(task) !== 'running') return undefined;
  const described = await describeOnce();
  if (described !== undefined && taskPhaseFor(described) === 'ended' && !hasDigest(described, container))
    return undefined;
  return described?.containers.find(({ name }) => name === container.name) ?? container;
};

const verifyContainer = async (
  container: Container,
  verification: Verification,
): Promise<VerifiedContainer | undefined> => {
  const { trust, now } = verification;
  const check = checkContainer(container, trust, now());
  if (check.kind !== 'unresolved') {
    const { verifyImage, remaining, notBefore } = verification;
    return verifyChecked(container, check, { verifyImage, trust, remaining, notBefore });
  }
  const resolved = await resolveContainer(container, verification);
  return resolved && verifyKnown(resolved, verification, verification);
};

const verifyByTrust = async (
  { task, remaining, notBefore }: TaskToVerify,
  trust: LoadedTrust,
  ports: VerifyTaskPorts,
): Promise<readonly VerifiedContainer[]> => {
  const verification = {
    ...ports,
    task,
    remaining,
    notBefore,
    trust,
    describeOnce: once(() => ports.describeTask(task)),
  };
  const verified = await Promise.all(
    task.containers.map((container) =>
      verifyContainer(container, verification).catch((error: unknown) =>
        withoutPolicy(container, serviceFailed('tool-failed', messageOf(error))),
      ),
    ),
  );
  return verified.filter((each) => each !== undefined);
};

/**
 * Verifies the containers of a task concurrently, each on its own; leaves out a container whose digest a later event
 * will report. A container whose verification throws is `inconclusive: tool-failed`, and does not affect its
 * neighbours. Without a usable trust document, every container is `inconclusive: tool-failed`.
 */
export const verifyTask = async (
  toVerify: TaskToVerify,
  trust: Trust,
  ports: VerifyTaskPorts,
): Promise<readonly VerifiedContainer[]> => {
  switch (trust.kind) {
    case 'unusable':
      return toVerify.task.containers.map((container) => withoutTrust(container, trust.reason));
    case 'loaded':
      return verifyByTrust(toVerify, trust, ports);
  }
};

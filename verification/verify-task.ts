import type { Policy } from './choose-rule';
import { messageOf } from './message-of';
import {
  checkContainer,
  type Container,
  type PinnedImage,
  type ContainerCheck,
  type TrustRules,
} from './container-check';
import type { VerifyImage } from './verdict-memory';
import { serviceFailed, type Verdict } from './verdict';
import { taskPhaseFor, type Task, type TaskPhase } from './task';

/** One container and what was concluded about its image. */
export interface VerifiedContainer {
  readonly container: Container;
  readonly image: PinnedImage | null;
  readonly policy: Policy | null;
  readonly verdict: Verdict;
}

/** What judging a task needs from outside. */
export interface VerifyTaskPorts {
  readonly trustRules: TrustRules;
  readonly verify: VerifyImage;
  /** Asks ECS for the task; undefined when ECS does not know it any more. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
}

const verified = (container: Container, verdict: Verdict, image: PinnedImage | null = null): VerifiedContainer => ({
  container,
  verdict,
  image,
  policy: null,
});

const conclude = async (
  container: Container,
  question: ContainerCheck,
  verify: VerifyImage,
): Promise<VerifiedContainer> => {
  switch (question.kind) {
    case 'unpinned':
      return verified(container, question.conclusion);
    case 'answered':
      return verified(container, question.verdict, question.image);
    case 'verify':
      return {
        container,
        image: question.image,
        policy: question.policy,
        verdict: await verify(question.image, question.policy),
      };
  }
};

const isPinned = ({ containers }: Task, { name }: Container): boolean =>
  containers.some((each) => each.name === name && each.imageDigest !== null);

const verifyContainer = async (
  container: Container,
  phase: TaskPhase,
  { trustRules: book, verify, asked }: VerifyTaskPorts & { readonly asked: () => Promise<Task | undefined> },
): Promise<VerifiedContainer | undefined> => {
  const question = checkContainer(container, book);
  if (question.kind !== 'unpinned') return conclude(container, question, verify);
  // Before the pull a later event will tell; what ended without a digest was never pulled.
  if (phase !== 'running') return undefined;
  const described = await asked();
  if (described !== undefined && taskPhaseFor(described) === 'ended' && !isPinned(described, container))
    return undefined;
  const known = described?.containers.find(({ name }) => name === container.name) ?? container;
  return conclude(known, checkContainer(known, book), verify);
};

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
};

/**
 * Judges every container of a task for itself and at the same time; what must wait for a later event is left out.
 * A container that could not be judged because something threw is `inconclusive: tool-failed`, and harms no neighbour.
 */
export const verifyTask = async (task: Task, judging: VerifyTaskPorts): Promise<readonly VerifiedContainer[]> => {
  const asked = once(() => judging.describeTask(task));
  const answers = await Promise.all(
    task.containers.map((container) =>
      verifyContainer(container, taskPhaseFor(task), { ...judging, asked }).catch((error: unknown) =>
        verified(container, serviceFailed('tool-failed', messageOf(error))),
      ),
    ),
  );
  return answers.filter((answer) => answer !== undefined);
};

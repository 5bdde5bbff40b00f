import type { Policy } from './choose-rule';
import {
  questionFor,
  type Container,
  type PinnedImage,
  type Question,
  type Rulebook,
  type TaskPhase,
} from './question-for';
import type { VerifyImage } from './remembering';
import { serviceFailed, type Verdict } from './verdict';
import { taskPhaseFor, type Task } from './workload';

/** One container and what was concluded about its image. */
export interface JudgedContainer {
  readonly container: Container;
  readonly image: PinnedImage | null;
  readonly policy: Policy | null;
  readonly verdict: Verdict;
}

/** What judging a task needs from outside. */
export interface Judging {
  readonly book: Rulebook;
  readonly verify: VerifyImage;
  /** Asks ECS for the task; undefined when ECS does not know it any more. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
}

const explain = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const judged = (container: Container, verdict: Verdict, image: PinnedImage | null = null): JudgedContainer => ({
  container,
  verdict,
  image,
  policy: null,
});

const conclude = async (
  container: Container,
  question: Exclude<Question, { kind: 'ask-ecs' }>,
  verify: VerifyImage,
): Promise<JudgedContainer | undefined> => {
  switch (question.kind) {
    case 'deferred':
      return undefined;
    case 'answered':
      return judged(container, question.verdict, question.image);
    case 'verify':
      return {
        container,
        image: question.image,
        policy: question.policy,
        verdict: await verify(question.image, question.policy),
      };
  }
};

const judgeContainer = async (
  container: Container,
  phase: TaskPhase,
  { book, verify, asked }: Judging & { readonly asked: () => Promise<Task | undefined> },
): Promise<JudgedContainer | undefined> => {
  const question = questionFor(container, phase, book);
  if (question.kind !== 'ask-ecs') return conclude(container, question, verify);
  const known = (await asked())?.containers.find(({ name }) => name === container.name) ?? container;
  const again = questionFor(known, 'asked', book);
  if (again.kind === 'ask-ecs') return judged(container, serviceFailed('digest-unknown', 'ECS was asked in vain'));
  return conclude(known, again, verify);
};

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
};

/**
 * Judges every container of a task for itself and at the same time; what must wait for a later event is left out.
 * A container that could not be judged because something threw is `inconclusive: tool-failed`, and harms no neighbour.
 */
export const judgeTask = async (task: Task, judging: Judging): Promise<readonly JudgedContainer[]> => {
  const asked = once(() => judging.describeTask(task));
  const answers = await Promise.all(
    task.containers.map((container) =>
      judgeContainer(container, taskPhaseFor(task), { ...judging, asked }).catch((error: unknown) =>
        judged(container, serviceFailed('tool-failed', explain(error))),
      ),
    ),
  );
  return answers.filter((answer) => answer !== undefined);
};

import type { VerdictLine } from './function-output';
import type { TaskDescription } from './task-description';

/** How one container was answered in the end. */
export interface SceneAnswer {
  readonly container: string;
  readonly image: string | null;
  readonly digest: string | null;
  readonly verdict: string;
  /** For exempt the rule. */
  readonly reason: string | null;
  readonly cause: string | null;
  readonly response: string;
  /** What was done about the container before, in order. */
  readonly earlier: readonly string[];
}

const toAnswer = (line: VerdictLine, before: readonly VerdictLine[]): SceneAnswer => {
  const { container, image, digest, verdict, cause, response } = line;
  const earlier = before.map((one) => one.response);
  return { container, image, digest, verdict, reason: line.reason ?? line.rule, cause, response, earlier };
};

/** The answers that a function's log lines tell of, in the order of the tasks and their containers. */
export const answersOf = (
  lines: readonly VerdictLine[],
  tasks: readonly Pick<TaskDescription, 'taskArn' | 'containers'>[],
): readonly SceneAnswer[] => {
  const places = tasks.flatMap(({ taskArn, containers }) => containers.map(({ name }) => `${taskArn} ${name}`));
  return [...new Set(places)].flatMap((place) => {
    const own = lines.filter(({ task, container }) => `${task} ${container}` === place);
    const last = own.at(-1);
    return last ? [toAnswer(last, own.slice(0, -1))] : [];
  });
};

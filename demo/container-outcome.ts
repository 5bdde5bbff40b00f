import type { VerdictLine } from './function-output';
import type { TaskDescription } from './task-description';

/** The final verdict on one container, and the responses to it. */
export interface ContainerOutcome {
  readonly container: string;
  readonly image: string | null;
  readonly digest: string | null;
  readonly verdict: string;
  /** The reason of the verdict; for an exempt container the rule that exempts it. */
  readonly reason: string | null;
  readonly cause: string | null;
  /** The last response. */
  readonly response: string;
  /** The responses before that, in order. */
  readonly earlier: readonly string[];
}

const toOutcome = (last: VerdictLine, before: readonly VerdictLine[]): ContainerOutcome => {
  const { container, image, digest, verdict, cause, response } = last;
  const earlier = before.map((line) => line.response);
  return { container, image, digest, verdict, reason: last.reason ?? last.rule, cause, response, earlier };
};

/** The outcome of each container according to the function's log lines, in the order of the tasks and their containers. */
export const toContainerOutcomes = (
  lines: readonly VerdictLine[],
  tasks: readonly Pick<TaskDescription, 'taskArn' | 'containers'>[],
): readonly ContainerOutcome[] => {
  const containers = tasks.flatMap(({ taskArn, containers: own }) => own.map(({ name }) => `${taskArn} ${name}`));
  return [...new Set(containers)].flatMap((each) => {
    const own = lines.filter(({ task, container }) => `${task} ${container}` === each);
    const last = own.at(-1);
    return last ? [toOutcome(last, own.slice(0, -1))] : [];
  });
};

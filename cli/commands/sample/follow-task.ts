import type { Task } from '../../../verification';
import { latestVerdict, type FoundVerdict } from './find-verdict';

/** What following a task needs from outside. */
export interface Following {
  /** Undefined: ECS does not know the task, or not yet. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
  readonly findVerdicts: (task: Task) => Promise<readonly FoundVerdict[]>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const PAUSE_MS = 3_000;

const isFinal = (found: FoundVerdict | undefined): boolean =>
  found !== undefined && found.verdict.kind !== 'inconclusive';

/** Says what is new since the last time. */
const sayingChanges = (say: (line: string) => void): ((line: string) => void) => {
  let last = '';
  return (line) => {
    if (line !== last) say(line);
    last = line;
  };
};

const stateOf = ({ lastStatus }: Task, found: FoundVerdict | undefined): string =>
  found?.verdict.kind === 'inconclusive'
    ? `task ${lastStatus}; inconclusive so far (${found.verdict.reason}): the verifier tries again by itself`
    : `task ${lastStatus}; ${found === undefined ? 'no verdict yet' : 'its verdict is there'}`;

/**
 * Waits until a task has a final verdict or the time is up, and gives the last that there was. An inconclusive one is waited on, since the
 * verifier goes on asking.
 */
export const followTask = async (
  started: Task,
  timeoutMs: number,
  following: Following,
): Promise<FoundVerdict | undefined> => {
  const { describeTask, findVerdicts, now, sleep } = following;
  const say = sayingChanges(following.say);
  const until = now() + timeoutMs;
  let task = started;
  for (;;) {
    task = (await describeTask(task)) ?? task;
    const found = latestVerdict(await findVerdicts(task));
    say(stateOf(task, found));
    if (isFinal(found) || now() >= until) return found;
    await sleep(Math.min(PAUSE_MS, Math.max(0, until - now())));
  }
};

import type { Task } from '../../../verification';
import { latestVerdict, type FoundVerdict } from './find-verdict';
import type { TaskStop } from './task-stop';

/** What following a task works with. */
export interface FollowPorts {
  /** Undefined: ECS does not know the task (yet). */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
  /** Why the task stopped; undefined while it is not known. */
  readonly readStop: (task: Task) => Promise<TaskStop | undefined>;
  readonly findVerdicts: (task: Task) => Promise<readonly FoundVerdict[]>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

/** What following a task came to. */
export interface Followed {
  /** Undefined: no verdict came in time. */
  readonly found: FoundVerdict | undefined;
  /** Undefined: the task did not stop while it was followed. */
  readonly stop: TaskStop | undefined;
}

const PAUSE_MS = 3_000;

const isFinal = (found: FoundVerdict | undefined): boolean =>
  found !== undefined && found.verdict.kind !== 'inconclusive';

/** Says a line only if it differs from the one before. */
const sayingChanges = (say: (line: string) => void): ((line: string) => void) => {
  let last = '';
  return (line) => {
    if (line !== last) say(line);
    last = line;
  };
};

const stateOf = ({ lastStatus }: Task, found: FoundVerdict | undefined): string =>
  found?.verdict.kind === 'inconclusive'
    ? `task ${lastStatus}; inconclusive so far (${found.verdict.reason}): the verifier retries by itself`
    : `task ${lastStatus}; ${found === undefined ? 'no verdict yet' : 'the verdict is in'}`;

/**
 * Waits until a task has a final verdict or the time is up, and returns the last verdict, and why the task stopped if it did. It keeps waiting on an inconclusive one, because
 * the verifier retries, and on a stopped task, because its events are still verified.
 */
export const followTask = async (started: Task, timeoutMs: number, ports: FollowPorts): Promise<Followed> => {
  const { describeTask, readStop, findVerdicts, now, sleep } = ports;
  const say = sayingChanges(ports.say);
  const until = now() + timeoutMs;
  let task = started;
  let stop: TaskStop | undefined;
  for (;;) {
    task = (await describeTask(task)) ?? task;
    if (task.desiredStatus === 'STOPPED') stop = (await readStop(task)) ?? stop;
    const found = latestVerdict(await findVerdicts(task));
    say(stateOf(task, found));
    if (isFinal(found) || now() >= until) return { found, stop };
    await sleep(Math.min(PAUSE_MS, Math.max(0, until - now())));
  }
};

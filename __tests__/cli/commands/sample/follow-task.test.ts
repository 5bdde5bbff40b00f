import type { FoundVerdict } from '../../../../cli/commands/sample/find-verdict';
import { followTask } from '../../../../cli/commands/sample/follow-task';
import { serviceFailed, untrusted, type Task, type Verdict } from '../../../../verification';
import { aSampleTask, IMAGE, INDEX } from './a-sample-task';

const found = (verdict: Verdict): FoundVerdict => ({
  container: 'sample',
  image: IMAGE,
  digest: INDEX,
  verdict,
  firstSeen: 0,
});
const THROTTLED = found(serviceFailed('throttled', ''));
const UNSIGNED = found(untrusted('unsigned', ''));

const STOP = { code: 'TaskFailedToStart', reason: 'CannotPullContainerError', containers: [] };

/** Follows a task that is in one state after the other; the last one stays. */
const follow = async (looks: readonly (readonly [status: string | undefined, verdict?: FoundVerdict])[]) => {
  const said: string[] = [];
  let time = 0;
  let look = -1;
  const now = () => looks[Math.min(look, looks.length - 1)];
  const { found: verdict, stop } = await followTask(aSampleTask(), 10_000, {
    describeTask: (task: Task) => {
      look += 1;
      const lastStatus = now()?.[0];
      return Promise.resolve(
        lastStatus === undefined
          ? undefined
          : { ...task, lastStatus, desiredStatus: lastStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING' },
      );
    },
    readStop: () => Promise.resolve(STOP),
    findVerdicts: () => Promise.resolve((now() ?? []).slice(1) as FoundVerdict[]),
    now: () => time,
    sleep: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
    say: (line) => said.push(line),
  });
  return { verdict, stop, said, seconds: time / 1_000 };
};

describe('followTask', () => {
  it('ends with the first final verdict', async () => {
    const looks = [['PENDING'], ['RUNNING', UNSIGNED]] as const;
    expect(await follow(looks)).toEqual({
      verdict: UNSIGNED,
      stop: undefined,
      said: ['task PENDING; no verdict yet', 'task RUNNING; the verdict is in'],
      seconds: 3,
    });
  });

  it('keeps waiting while the verdict is inconclusive, because the verifier retries', async () => {
    const { verdict, said } = await follow([
      ['RUNNING', THROTTLED],
      ['RUNNING', UNSIGNED],
    ]);
    expect(verdict).toBe(UNSIGNED);
    expect(said[0]).toBe('task RUNNING; inconclusive so far (throttled): the verifier retries by itself');
  });

  it.each([
    ['what there is', [['RUNNING', THROTTLED]] as const, THROTTLED],
    ['nothing', [['RUNNING']] as const, undefined],
  ])('ends when the time is up with %s', async (_what, looks, expected) => {
    const { verdict, seconds } = await follow(looks);
    expect({ verdict, seconds }).toEqual({ verdict: expected, seconds: 10 });
  });

  it('returns why the task stopped, and keeps waiting, because its events are still verified', async () => {
    expect(await follow([['PENDING'], ['STOPPED'], ['STOPPED', UNSIGNED]])).toMatchObject({
      verdict: UNSIGNED,
      stop: STOP,
      seconds: 6,
    });
  });

  it('says each state once', async () => {
    expect((await follow([['RUNNING']])).said).toEqual(['task RUNNING; no verdict yet']);
  });

  it('keeps waiting if ECS does not know the task yet', async () => {
    expect((await follow([[undefined], ['RUNNING', UNSIGNED]])).said[0]).toBe('task PROVISIONING; no verdict yet');
  });
});

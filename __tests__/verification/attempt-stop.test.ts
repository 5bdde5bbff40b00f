import { attemptStop, StopRefusedError, type RespondPorts, type TaskToStop } from '../../verification';
import { anUntrusted, aTask, aVerified, someSettings } from '../support/domain/domain';
import { failing, fakePorts, GRANTED, refused, refusing } from '../support/domain/fake-ports';

const toStop: TaskToStop = {
  task: aTask(),
  verified: aVerified({ verdict: anUntrusted('revoked', 'as seen just now') }),
  budget: someSettings().stopBudget,
};
const attempt = async (overrides: Partial<RespondPorts> = {}) => {
  const { ports, calls, stopReasons } = fakePorts(overrides);
  const thrown: unknown[] = [];
  const attempted = await attemptStop(toStop, ports).catch((error: unknown) => void thrown.push(error));
  return { attempted, calls, stopReasons, thrown };
};

describe('attemptStop', () => {
  it('spends a stop, then stops the task for the reason of the verdict', async () => {
    const { attempted, calls, stopReasons } = await attempt();
    expect(attempted).toEqual({ kind: 'stopped' });
    expect(calls).toEqual(['spend', 'stop']);
    expect(stopReasons).toEqual([expect.stringMatching(/untrusted \(revoked\).*as seen just now/)]);
  });

  it('stops this task, and spends from the budget of its cluster for it', async () => {
    const seen: unknown[] = [];
    await attempt({
      spendStop: async (...args) => (seen.push(...args), GRANTED),
      stopTask: async (task) => void seen.push(task),
    });
    expect(seen).toEqual([toStop.task, toStop.budget, toStop.task]);
  });

  it('stops nothing when the budget is spent, and returns when it has a stop left again', async () => {
    const { attempted, calls } = await attempt({ spendStop: async () => refused(42) });
    expect(attempted).toEqual({ kind: 'budget-spent', freeAfterSeconds: 42 });
    expect(calls).toEqual(['spend']);
  });
});

describe('attemptStop when the stop fails', () => {
  it('gives the stop back to the budget when ECS refused it, then throws', async () => {
    const given: unknown[] = [];
    const giveBackStop = async (task: unknown) => void given.push(task);
    const { calls, thrown } = await attempt({ stopTask: refusing, giveBackStop });
    expect(thrown).toEqual([expect.any(StopRefusedError)]);
    expect(calls).toEqual(['spend', 'stop', 'give-back']);
    expect(given).toEqual([toStop.task]);
  });

  it('leaves the stop spent when ECS did not answer, since the task may have been stopped', async () => {
    const { calls, thrown } = await attempt({ stopTask: failing });
    expect(thrown).toEqual([new Error('no')]);
    expect(calls).toEqual(['spend', 'stop']);
  });

  it('throws the error of the stop together with the one of giving it back', async () => {
    const { thrown } = await attempt({ stopTask: refusing, giveBackStop: failing });
    expect(thrown).toMatchObject([
      {
        name: 'AggregateError',
        message: 'the stop failed and could not be given back',
        errors: [{ name: 'StopRefusedError' }, new Error('no')],
      },
    ]);
  });

  it('neither stops nor gives back when spending a stop failed', async () => {
    const { calls, thrown } = await attempt({ spendStop: failing });
    expect(thrown).toEqual([new Error('no')]);
    expect(calls).toEqual(['spend']);
  });
});

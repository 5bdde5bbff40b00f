import { attemptStop, StopRefusedError, type RespondPorts } from '../../verification';
import { CLUSTER, someSettings, TASK } from '../support/domain/domain';
import { failing, fakePorts, GRANTED, refused, refusing } from '../support/domain/fake-ports';

const target = { clusterArn: CLUSTER, arn: TASK };
const budget = someSettings().stopBudget;

const attempt = async (overrides: Partial<RespondPorts> = {}, stop: () => Promise<void> = async () => undefined) => {
  const { ports, calls } = fakePorts(overrides);
  const thrown: unknown[] = [];
  const run = async () => (calls.push('stop'), stop());
  const attempted = await attemptStop({ target, budget, stop: run }, ports).catch(
    (error: unknown) => void thrown.push(error),
  );
  return { attempted, calls, thrown };
};

describe('attemptStop', () => {
  it('spends a stop, then stops', async () => {
    const { attempted, calls } = await attempt();
    expect(attempted).toEqual({ kind: 'stopped' });
    expect(calls).toEqual(['spend', 'stop']);
  });

  it('spends from the budget for the target', async () => {
    const seen: unknown[] = [];
    await attempt({ spendStop: async (...args) => (seen.push(...args), GRANTED) });
    expect(seen).toEqual([target, budget]);
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
    const giveBackStop = async (each: unknown) => void given.push(each);
    const { calls, thrown } = await attempt({ giveBackStop }, refusing);
    expect(thrown).toEqual([expect.any(StopRefusedError)]);
    expect(calls).toEqual(['spend', 'stop', 'give-back']);
    expect(given).toEqual([target]);
  });

  it('leaves the stop spent when ECS did not answer, since the target may have been stopped', async () => {
    const { calls, thrown } = await attempt({}, failing);
    expect(thrown).toEqual([new Error('no')]);
    expect(calls).toEqual(['spend', 'stop']);
  });

  it('throws the error of the stop together with the one of giving it back', async () => {
    const { thrown } = await attempt({ giveBackStop: failing }, refusing);
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

import { stopOnce, type StopPorts, type Task } from '../../verification';
import { aTask, CLUSTER, someSettings } from '../support/domain/domain';
import { fakePorts, type PortOverrides } from '../support/domain/fake-ports';

const BUDGET = someSettings().stopBudget;

const once = (overrides: PortOverrides = {}) => {
  const fake = fakePorts(overrides);
  return { ...fake, once: stopOnce(fake.ports) };
};
const attempt = async ({ describeTask, spendStop, stopTask }: StopPorts) => {
  const described = await describeTask(aTask());
  const granted = await spendStop(CLUSTER, BUDGET);
  if (granted) await stopTask(aTask(), 'Image Trust: unsigned');
  return { described, granted };
};

describe('stopOnce', () => {
  it('describes, spends and stops once, and gives every attempt the same answers', async () => {
    const { once: ports, calls } = once();
    const first = await attempt(ports);
    expect(first).toEqual({ described: aTask(), granted: true });
    expect(await attempt(ports)).toEqual(first);
    expect(calls).toEqual(['describe', 'spend', 'stop']);
  });

  it('calls the ports again for another message', async () => {
    const { ports, calls } = fakePorts();
    await attempt(stopOnce(ports));
    await attempt(stopOnce(ports));
    expect(calls).toEqual(['describe', 'spend', 'stop', 'describe', 'spend', 'stop']);
  });

  it('describes the task again as long as it is not stopped', async () => {
    const answers: readonly (Task | undefined)[] = [undefined, aTask({ lastStatus: 'PENDING' })];
    let calls = 0;
    const { once: ports } = once({ describeTask: async () => answers[calls++] });
    expect([await ports.describeTask(aTask()), await ports.describeTask(aTask())]).toEqual(answers);
  });

  it('asks for a stop again after the budget refused one', async () => {
    const grants = [false, true];
    const { once: ports, calls } = once({ spendStop: async () => grants.shift() ?? false });
    expect([await ports.spendStop(CLUSTER, BUDGET), await ports.spendStop(CLUSTER, BUDGET)]).toEqual([false, true]);
    expect(calls).toEqual(['spend', 'spend']);
  });

  it('retries a stop that failed, without spending another one', async () => {
    let failures = 1;
    const stopTask = async () => {
      if (failures-- > 0) throw new Error('StopTask: throttled');
    };
    const { once: ports, calls } = once({ stopTask });
    await expect(attempt(ports)).rejects.toThrow('StopTask: throttled');
    await attempt(ports);
    expect(calls).toEqual(['describe', 'spend', 'stop', 'describe', 'stop']);
  });

  it('leaves all other ports as they are', () => {
    const { ports, once: wrapped } = once();
    const { verifyAfresh, now, ledger, channels } = ports;
    expect(wrapped).toMatchObject({ verifyAfresh, now, ledger, channels });
  });
});

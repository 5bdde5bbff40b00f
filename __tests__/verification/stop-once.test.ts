import { stopOnce, type StopPorts, type Task } from '../../verification';
import { aTask, CLUSTER, someSettings, TASK } from '../support/domain/domain';
import { failingOnce, fakePorts, GRANTED, refused, type PortOverrides } from '../support/domain/fake-ports';

const BUDGET = someSettings().stopBudget;
const TARGET = { clusterArn: CLUSTER, arn: TASK };

const once = (overrides: PortOverrides = {}) => {
  const fake = fakePorts(overrides);
  return { ...fake, once: stopOnce(fake.ports) };
};
const attempt = async ({ describeTask, spendStop, stopTask }: StopPorts) => {
  const described = await describeTask(aTask());
  const spent = await spendStop(TARGET, BUDGET);
  if (spent.kind === 'granted') await stopTask(aTask(), 'Image Trust: unsigned');
  return { described, spent };
};

describe('stopOnce', () => {
  it('describes, spends and stops once, and gives every attempt the same answers', async () => {
    const { once: ports, calls } = once();
    const first = await attempt(ports);
    expect(first).toEqual({ described: aTask(), spent: GRANTED });
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

  it('gives every attempt the same answer when the budget refused a stop', async () => {
    const answers = [refused(7), GRANTED];
    const { once: ports, calls } = once({ spendStop: async () => answers.shift() ?? GRANTED });
    const spent = [await ports.spendStop(TARGET, BUDGET), await ports.spendStop(TARGET, BUDGET)];
    expect(spent).toEqual([refused(7), refused(7)]);
    expect(calls).toEqual(['spend']);
  });

  it('retries a stop that failed, without spending another one', async () => {
    const fails = failingOnce('StopTask: no answer');
    const { once: ports, calls } = once({ stopTask: fails });
    await expect(attempt(ports)).rejects.toThrow('StopTask: no answer');
    await attempt(ports);
    expect(calls).toEqual(['describe', 'spend', 'stop', 'describe', 'stop']);
  });

  it('spends again after a stop was given back', async () => {
    const { once: ports, calls } = once();
    await ports.spendStop(TARGET, BUDGET);
    await ports.giveBackStop(TARGET);
    await ports.spendStop(TARGET, BUDGET);
    expect(calls).toEqual(['spend', 'give-back', 'spend']);
  });

  it('stops a deployment once, and no other port is called for it', async () => {
    const stopped: string[] = [];
    const { once: ports } = once({ stopDeployment: async (arn) => void stopped.push(arn) });
    for (const arn of ['a', 'a', 'b']) await ports.stopDeployment(arn);
    expect(stopped).toEqual(['a', 'b']);
  });

  it('retries a rollback that failed', async () => {
    const fails = failingOnce('StopServiceDeployment: no answer');
    const { once: ports, calls } = once({ stopDeployment: fails });
    await expect(ports.stopDeployment('a')).rejects.toThrow('no answer');
    await ports.stopDeployment('a');
    expect(calls).toEqual(['stop-deployment', 'stop-deployment']);
  });

  it('does not describe the task again after its deployment was rolled back', async () => {
    const { once: ports, calls } = once({ stopDeployment: async () => undefined });
    const first = await ports.describeTask(aTask());
    await ports.stopDeployment('a');
    expect(await ports.describeTask(aTask())).toEqual(first);
    expect(calls).toEqual(['describe', 'stop-deployment']);
  });

  it('spends one stop for each target', async () => {
    const { once: ports, calls } = once();
    for (const arn of ['a', 'a', 'b']) await ports.spendStop({ clusterArn: CLUSTER, arn }, BUDGET);
    expect(calls).toEqual(['spend', 'spend']);
  });

  it('leaves all other ports as they are', () => {
    const { ports, once: wrapped } = once();
    const { verifyAfresh, now, ledger, channels } = ports;
    expect(wrapped).toMatchObject({ verifyAfresh, now, ledger, channels });
  });
});

import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { paceCalls } from '../../../adapters/ecs/pace-calls';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' };
const requestHandler = {
  handle: async () => ({ response: { statusCode: 200, headers: {}, body: Buffer.from('{"clusterArns":[]}') } }),
};

const setUp = (callsPerSecond: number) => {
  const clock = { now: 0 };
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  const client = new ECSClient({ region: 'eu-west-1', credentials, requestHandler });
  const paced = paceCalls(client, callsPerSecond, { now: () => clock.now, sleep });
  return { clock, waits, call: () => paced.send(new ListClustersCommand({})) };
};

describe('paceCalls', () => {
  it('delays calls that come faster than the pace, and not the first one', async () => {
    const { waits, call } = setUp(10);
    await Promise.all([call(), call(), call()]);
    expect(waits).toEqual([100, 200]);
  });

  it('delays no call that comes later than its turn, and saves up none', async () => {
    const { clock, waits, call } = setUp(10);
    await call();
    clock.now = 5_000;
    await call();
    expect(waits).toEqual([]);
    await call();
    expect(waits).toEqual([100]);
  });
});

import {
  beginInventory,
  continueInventory,
  endInventory,
  takeInventory,
  type InventoryPorts,
  type ListOf,
  type OpenInventory,
} from '../../../verification';
import { CLUSTER } from '../../support/domain/domain';
import { aRunningTask } from '../../support/sweep/sweep-world';

const OTHER = `${CLUSTER}-2`;
const THIRD = `${CLUSTER}-3`;
const RESERVE = { reserveMs: 90 };
const service = (clusterArn: string) => ({ clusterArn, name: 'web', owner: null });
const task = (clusterArn: string) => aRunningTask({ clusterArn });

const aPort = (overrides: Partial<InventoryPorts> = {}): InventoryPorts => ({
  listClusters: async () => [CLUSTER, OTHER, THIRD],
  listServices: async (clusterArn, onRead) => onRead([service(clusterArn)]),
  listTasks: async (clusterArn, onRead) => onRead([task(clusterArn)]),
  ...overrides,
});

describe('takeInventory', () => {
  it('lists the services and tasks of every cluster, one cluster after the other', async () => {
    let calls = 0;
    const alone =
      <T>(list: ListOf<T>): ListOf<T> =>
      async (...args) => {
        calls += 1;
        expect(calls).toBe(1);
        await Promise.resolve();
        calls -= 1;
        await list(...args);
      };
    const { listServices, listTasks } = aPort();
    const ports = aPort({ listServices: alone(listServices), listTasks: alone(listTasks) });
    await expect(takeInventory(ports)).resolves.toEqual({
      clusters: [CLUSTER, OTHER, THIRD].map((clusterArn) => ({ clusterArn, problem: null })),
      services: [CLUSTER, OTHER, THIRD].map(service),
      tasks: [CLUSTER, OTHER, THIRD].map(task),
    });
  });

  it.each(['listServices', 'listTasks'] as const)(
    'notes a cluster whose %s fails, and lists the others and what was read of it',
    async (port) => {
      const plain = aPort();
      const failing: ListOf<never> = async (clusterArn, onRead) => {
        await plain[port](clusterArn, onRead as (items: readonly unknown[]) => void);
        if (clusterArn === OTHER) throw new Error('access denied to /opt/secret/path');
      };
      const { clusters, services, tasks } = await takeInventory({ ...plain, [port]: failing });
      expect(clusters).toEqual([
        { clusterArn: CLUSTER, problem: null },
        { clusterArn: OTHER, problem: 'access denied to …/path' },
        { clusterArn: THIRD, problem: null },
      ]);
      expect([services.length, tasks.length]).toEqual([3, 3]);
    },
  );

  it('rejects when the clusters cannot be listed', async () => {
    const listClusters = () => Promise.reject(new Error('access denied'));
    await expect(takeInventory(aPort({ listClusters }))).rejects.toThrow('access denied');
  });

  it.each([
    ['is starting', { lastStatus: 'PENDING' }],
    ['waits to be placed', { lastStatus: 'PROVISIONING' }],
    ['has stopped', { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }],
  ])('leaves out a task that %s', async (_what, overrides) => {
    const listTasks: InventoryPorts['listTasks'] = async (_cluster, onRead) =>
      onRead([aRunningTask(overrides), aRunningTask()]);
    const { tasks } = await takeInventory(aPort({ listClusters: async () => [CLUSTER], listTasks }));
    expect(tasks).toEqual([aRunningTask()]);
  });
});

describe('continueInventory', () => {
  it('begins no cluster when only the reserve remains, and continues where it ended', async () => {
    const ports = aPort();
    const begun = await beginInventory(ports);
    expect(begun).toEqual({ inventory: { clusters: [], services: [], tasks: [] }, unlisted: [CLUSTER, OTHER, THIRD] });
    let left = 92;
    const part = await continueInventory(begun, { remaining: () => (left -= 1), ...RESERVE }, ports);
    expect([part.inventory.tasks, part.unlisted]).toEqual([[task(CLUSTER)], [OTHER, THIRD]]);
    const rest = await continueInventory(part, { remaining: () => 900, ...RESERVE }, ports);
    expect(rest).toEqual({ inventory: await takeInventory(ports), unlisted: [] });
  });

  it('says after each cluster what is listed and what is not', async () => {
    const left: (readonly string[])[] = [];
    const onListed = async ({ inventory, unlisted }: OpenInventory) => {
      expect(inventory.clusters.length + unlisted.length).toBe(3);
      left.push(unlisted);
    };
    const ports = aPort();
    await continueInventory(await beginInventory(ports), { remaining: () => 900, ...RESERVE, onListed }, ports);
    expect(left).toEqual([[OTHER, THIRD], [THIRD], []]);
  });
});

describe('continueInventory with a cluster that the time runs out on', () => {
  const listUntil = async (slow: string) => {
    let remaining = 900;
    const listTasks: InventoryPorts['listTasks'] = async (clusterArn, onRead) => {
      onRead([task(clusterArn)]);
      if (clusterArn !== slow) return;
      remaining = RESERVE.reserveMs;
      throw new Error('late');
    };
    const ports = aPort({ listTasks });
    return continueInventory(await beginInventory(ports), { remaining: () => remaining, ...RESERVE }, ports);
  };

  it('leaves it to the next invocation, which has all of its time for it', async () => {
    const { inventory, unlisted } = await listUntil(OTHER);
    expect([inventory.clusters, inventory.tasks]).toEqual([[{ clusterArn: CLUSTER, problem: null }], [task(CLUSTER)]]);
    expect(unlisted).toEqual([OTHER, THIRD]);
  });

  it('notes it with its problem when it was the first, since it would not end in the next one either', async () => {
    const { inventory, unlisted } = await listUntil(CLUSTER);
    expect([inventory.clusters, inventory.tasks]).toEqual([
      [{ clusterArn: CLUSTER, problem: 'late' }],
      [task(CLUSTER)],
    ]);
    expect(unlisted).toEqual([OTHER, THIRD]);
  });
});

describe('endInventory', () => {
  it('notes the clusters that were not listed as a problem', async () => {
    const { clusters } = endInventory(await beginInventory(aPort()));
    expect(clusters).toEqual(
      [CLUSTER, OTHER, THIRD].map((clusterArn) => ({ clusterArn, problem: 'the sweep had no time left to list it' })),
    );
  });
});

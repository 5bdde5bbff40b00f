import { grantHandler, MISSING_ATTEMPTS, type HandleGrantPorts } from '../../../functions/launch/handle-grant';
import { DONE, ResponseError, retryLater, type Grant, type GrantAnnouncement } from '../../../verification';
import { CLUSTER, MINUTE, NOW } from '../../support/domain/domain';
import { aGrant, anEndedGrant, fakeGrantLedger } from '../../support/domain/fake-grants';

const GRANT = aGrant();
const HOUR = 3_600_000;

const handling = (grant: Grant | undefined, overrides: Partial<HandleGrantPorts> = {}) => {
  const table = { grant };
  const clock = { now: NOW };
  const announced: GrantAnnouncement[] = [];
  const missing: unknown[] = [];
  const ports: HandleGrantPorts = {
    now: () => clock.now,
    readGrant: async () => table.grant,
    grantLedger: fakeGrantLedger(),
    grantChannels: [{ name: 'topic', announcesFrom: 'recorded', announce: async (each) => void announced.push(each) }],
    onGrantMissing: (change) => void missing.push(change),
    ...overrides,
  };
  const handle = grantHandler(ports);
  const grantChange = { clusterArn: CLUSTER, id: GRANT.id };
  const message = (attempt: number) => ({ grantChange, attempt, lastAttempt: 31, remaining: () => MINUTE });
  const occasions = () => announced.map(({ occasion }) => occasion);
  return { table, clock, missing, occasions, announced, handle: (attempt = 1) => handle(message(attempt)) };
};

describe('grantHandler', () => {
  it('announces a grant once, keeps the message until it ends, and then announces that', async () => {
    const { handle, clock, occasions, announced } = handling(aGrant({ until: NOW + HOUR - 1 }));
    expect(await handle(5)).toEqual(retryLater(3_600));
    expect(announced).toMatchObject([{ occasion: 'granted', usedBy: null, at: NOW, grant: { id: GRANT.id } }]);
    clock.now = NOW + HOUR - 2;
    expect(await handle(6)).toEqual(retryLater(1));
    clock.now = NOW + HOUR - 1;
    expect(await handle(7)).toEqual(DONE);
    expect(await handle(8)).toEqual(DONE);
    expect(occasions()).toEqual(['granted', 'expired']);
  });

  it('waits 24 hours at most, whatever the grant says', async () => {
    const { handle } = handling(aGrant({ grantedAt: NOW, until: NOW + 10 * 365 * 24 * HOUR }));
    expect(await handle(5)).toEqual(retryLater(24 * 3_600));
  });

  it('waits for a short time at first, so that the age of its message sets off no alarm', async () => {
    const { handle, clock } = handling(aGrant({ until: NOW + HOUR }));
    const waits = [];
    for (const attempt of [1, 2, 3, 4, 5]) waits.push(await handle(attempt));
    expect(waits).toEqual([30, 60, 120, 240, 3_600].map((seconds) => retryLater(seconds)));
    clock.now = NOW + HOUR - 1_000;
    expect(await handle(1)).toEqual(retryLater(1));
  });

  it('announces a revocation once, whichever message comes first', async () => {
    const { handle, table, occasions } = handling(GRANT);
    await handle();
    table.grant = aGrant({ revokedAt: NOW });
    expect(await handle(1)).toEqual(DONE);
    expect(await handle(2)).toEqual(DONE);
    expect(occasions()).toEqual(['granted', 'revoked']);
  });

  it('announces a grant that has ended before its message came', async () => {
    const { handle, occasions } = handling(anEndedGrant());
    expect(await handle()).toEqual(DONE);
    expect(occasions()).toEqual(['granted', 'expired']);
  });

  it('reads the grant again a few times where the table has none, then gives up with a warning', async () => {
    const { handle, missing } = handling(undefined);
    for (let attempt = 1; attempt < MISSING_ATTEMPTS; attempt += 1) expect(await handle(attempt)).toEqual(retryLater());
    expect(missing).toEqual([]);
    expect(await handle(MISSING_ATTEMPTS)).toEqual(DONE);
    expect(missing).toEqual([{ clusterArn: CLUSTER, id: GRANT.id }]);
  });

  it('throws when a channel failed, after it has tried every announcement', async () => {
    const tried: string[] = [];
    const announce = async ({ occasion }: GrantAnnouncement) => {
      tried.push(occasion);
      throw new Error('no');
    };
    const grantChannels = [{ name: 'topic', announcesFrom: 'recorded' as const, announce }];
    const { handle } = handling(anEndedGrant(), { grantChannels });
    await expect(handle()).rejects.toThrow(ResponseError);
    expect(tried).toEqual(['granted', 'expired']);
  });

  it('throws when the grant cannot be read', async () => {
    const { handle } = handling(GRANT, { readGrant: () => Promise.reject(new Error('throttled')) });
    await expect(handle()).rejects.toThrow('throttled');
  });
});

import {
  announceGrant,
  grantLedgerKey,
  grantUseAnnouncer,
  occasionsOf,
  ResponseError,
  type AnnounceGrantPorts,
  type GrantAnnouncement,
} from '../../../verification';
import { NOW, TASK } from '../../support/domain/domain';
import { aGrant, anEndedGrant, fakeGrantLedger } from '../../support/domain/fake-grants';

const GRANT = aGrant();
const GRANTED = { grant: GRANT, occasion: 'granted', usedBy: null } as const;

const announcing = (broken: readonly string[] = []) => {
  const announced: (readonly [string, GrantAnnouncement])[] = [];
  const grantLedger = fakeGrantLedger();
  const fails = new Set(broken);
  const ports: AnnounceGrantPorts = {
    now: () => NOW,
    grantLedger,
    grantChannels: ['log', 'topic'].map((name) => ({
      name,
      announcesFrom: 'recorded' as const,
      announce: async (announcement) => {
        if (fails.has(name)) throw new Error(`${name} is gone`);
        announced.push([name, announcement]);
      },
    })),
  };
  return { ports, announced, kept: grantLedger.kept, repair: () => fails.clear() };
};
const namesOf = (announced: readonly (readonly [string, GrantAnnouncement])[]) =>
  announced.map(([name, { occasion, usedBy }]) => [name, occasion, usedBy]);

describe('announceGrant', () => {
  it('announces on every channel, once', async () => {
    const { ports, announced, kept } = announcing();
    for (const occasion of ['granted', 'granted', 'expired'] as const)
      await announceGrant({ grant: GRANT, occasion, usedBy: null }, ports);
    expect(announced.slice(0, 2)).toEqual([
      ['log', { ...GRANTED, at: NOW }],
      ['topic', { ...GRANTED, at: NOW }],
    ]);
    expect(namesOf(announced.slice(2))).toEqual([
      ['log', 'expired', null],
      ['topic', 'expired', null],
    ]);
    expect([...kept]).toEqual([
      [grantLedgerKey(GRANT, null), { log: ['granted', 'expired'], topic: ['granted', 'expired'] }],
    ]);
  });

  it.each([
    ['begins later', aGrant({ grantedAt: NOW })],
    ['is for another image', aGrant({ subject: { kind: 'repository', repository: 'quay.io/other/app' } })],
  ])('announces a grant that was written over another one with the same id: it %s', async (_, grant) => {
    const { ports, announced } = announcing();
    await announceGrant(GRANTED, ports);
    await announceGrant({ ...GRANTED, grant }, ports);
    expect(announced.filter(([name]) => name === 'topic').map(([, each]) => each.grant)).toEqual([GRANT, grant]);
  });

  it('throws with the cause when a channel failed, and repeats only that one', async () => {
    const { ports, announced, repair } = announcing(['log']);
    await expect(announceGrant(GRANTED, ports)).rejects.toMatchObject({
      message: 'a grant could not be announced as granted',
      cause: new Error('log is gone'),
    });
    repair();
    await announceGrant(GRANTED, ports);
    expect(namesOf(announced)).toEqual([
      ['topic', 'granted', null],
      ['log', 'granted', null],
    ]);
  });

  it('tells the same id in two clusters apart', async () => {
    const { ports, announced } = announcing();
    await announceGrant(GRANTED, ports);
    await announceGrant({ ...GRANTED, grant: aGrant({ clusterArn: `${GRANT.clusterArn}-2` }) }, ports);
    expect(announced).toHaveLength(4);
  });
});

describe('grantUseAnnouncer', () => {
  it('announces a grant that was written without an event as granted first, and each use once', async () => {
    const { ports, announced } = announcing();
    const onGrantUsed = grantUseAnnouncer(ports);
    for (const usedBy of [TASK, TASK, `${TASK}2`]) await onGrantUsed(GRANT, usedBy);
    expect(namesOf(announced).filter(([name]) => name === 'log')).toEqual([
      ['log', 'granted', null],
      ['log', 'used', TASK],
      ['log', 'used', `${TASK}2`],
    ]);
  });

  it('throws when a channel failed', async () => {
    const { ports } = announcing(['topic']);
    await expect(grantUseAnnouncer(ports)(GRANT, TASK)).rejects.toThrow(ResponseError);
  });
});

describe('occasionsOf', () => {
  it.each([
    ['in force', GRANT, ['granted']],
    ['not begun', aGrant({ grantedAt: NOW + 1 }), ['granted']],
    ['expired', anEndedGrant(), ['granted', 'expired']],
    ['revoked', aGrant({ revokedAt: NOW }), ['granted', 'revoked']],
    ['revoked after its end', anEndedGrant({ until: NOW - 2, revokedAt: NOW - 1 }), ['granted', 'expired']],
    ['to be revoked later', aGrant({ revokedAt: NOW + 1 }), ['granted']],
  ])('of a grant that is %s', (_what, grant, occasions) => {
    expect(occasionsOf(grant, NOW)).toEqual(occasions);
  });
});

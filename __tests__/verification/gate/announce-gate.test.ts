import {
  announceGate,
  newGateEntry,
  ResponseError,
  withAnnounced,
  type GateChannel,
  type GateOutcome,
} from '../../../verification';
import { NOW } from '../../support/domain/domain';
import { aHook } from '../../support/gate/fake-deployment';
import { fakeGateLedger } from '../../support/gate/fake-gate';
import { aGateAnnouncement } from '../../support/gate/gate-announcement';

/** Channels that record what they announce, and fail as long as they are named. */
const announcing = () => {
  const gateLedger = fakeGateLedger();
  const announced: (readonly [string, GateOutcome])[] = [];
  const failing = new Set<string>();
  const channel = (name: string, announcesFrom: GateChannel['announcesFrom']): GateChannel => ({
    name,
    announcesFrom,
    announce: async ({ outcome }) => {
      if (failing.has(name)) throw new Error(`${name} failed`);
      announced.push([name, outcome]);
    },
  });
  const gateChannels = [channel('log', 'recorded'), channel('event', 'reported'), channel('topic', 'reported')];
  const announce = (outcome: GateOutcome, plain = false): Promise<void> =>
    announceGate({ announcement: aGateAnnouncement({ outcome }), plain }, { gateLedger, gateChannels });
  return { gateLedger, announced, failing, announce };
};

describe('announceGate', () => {
  it('announces each outcome once on every channel', async () => {
    const { announced, announce } = announcing();
    for (const outcome of ['waiting', 'waiting', 'expiring', 'waiting'] as const) await announce(outcome);
    expect(announced).toEqual(
      (['waiting', 'expiring'] as const).flatMap((outcome) => ['log', 'event', 'topic'].map((name) => [name, outcome])),
    );
  });

  it('announces only in the log that trusted images were continued', async () => {
    const { announced, announce } = announcing();
    await announce('continued', true);
    expect(announced).toEqual([['log', 'continued']]);
  });

  it('announces everywhere that a deployment continues which was announced as waiting', async () => {
    const { announced, announce } = announcing();
    await announce('waiting');
    await announce('continued', true);
    expect(announced.slice(3).map(([name]) => name)).toEqual(['log', 'event', 'topic']);
  });

  it('repeats only the channels that failed, and throws their errors', async () => {
    const { announced, failing, announce } = announcing();
    failing.add('event').add('topic');
    const failed = announce('rolled-back');
    await expect(failed).rejects.toThrow(ResponseError);
    await expect(failed).rejects.toMatchObject({
      cause: { errors: [new Error('event failed'), new Error('topic failed')] },
    });
    failing.clear();
    await announce('rolled-back');
    expect(announced.map(([name]) => name)).toEqual(['log', 'event', 'topic']);
  });

  it('keeps nothing in the ledger while every channel fails', async () => {
    const { gateLedger, failing, announce } = announcing();
    ['log', 'event', 'topic'].forEach((name) => failing.add(name));
    await expect(announce('waiting')).rejects.toThrow(ResponseError);
    expect([...gateLedger.entries]).toEqual([]);
  });

  it('keeps what another delivery has kept meanwhile', async () => {
    const { gateLedger, announce } = announcing();
    await gateLedger.change(aHook(), () => withAnnounced(newGateEntry(NOW - 1), ['mail'], 'waiting'));
    await announce('expiring');
    await expect(gateLedger.recall(aHook())).resolves.toEqual({
      firstSeen: NOW - 1,
      answering: [],
      announced: { mail: ['waiting'], log: ['expiring'], event: ['expiring'], topic: ['expiring'] },
    });
  });
});

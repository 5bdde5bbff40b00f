import { DONE } from '../../../verification';
import { anUntrusted } from '../../support/domain/domain';
import { HOOK } from '../../support/gate/fake-deployment';
import { FakeGate, gateWith } from '../../support/gate/fake-gate';

const CONTINUED = [[HOOK, 'continue']];
const ROLLED_BACK = [[HOOK, 'roll-back']];

describe('answerHook when something fails', () => {
  it('announces again only what failed, and does not take its own answer for an override', async () => {
    const gate = gateWith(anUntrusted('revoked'));
    const announce = jest.fn().mockRejectedValueOnce(new Error('no topic')).mockResolvedValue(undefined);
    const topic = { name: 'topic', announcesFrom: 'reported' as const, announce };
    Object.assign(gate.ports, { gateChannels: [...gate.ports.gateChannels.slice(0, 2), topic] });
    await expect(gate.deliver()).rejects.toThrow('a gate decision could not be announced');
    await expect(gate.deliver()).resolves.toEqual(DONE);
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.ecs.answers, gate.outcomes()]).toEqual([ROLLED_BACK, ['rolled-back']]);
    expect(announce.mock.calls).toMatchObject([
      [{ outcome: 'rolled-back' }],
      [{ outcome: 'rolled-back', containers: [], detail: expect.stringContaining('container web is untrusted') }],
    ]);
  });

  it('does not repeat an answer whose reply was lost', async () => {
    const gate = new FakeGate();
    const answerHook = async () => {
      gate.ecs.answer(HOOK, 'continue');
      throw new Error('socket hang up');
    };
    Object.assign(gate.ports, { answerHook });
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.ecs.answers, gate.ecs.refused, gate.outcomes()]).toEqual([CONTINUED, [], ['continued']]);
  });

  it('announces an override when someone else answered before its own call', async () => {
    const gate = new FakeGate();
    const answerHook = async () => {
      gate.ecs.answer(HOOK, 'roll-back');
      throw new Error('InvalidParameterException');
    };
    Object.assign(gate.ports, { answerHook });
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect(gate.outcomes()).toEqual(['overridden']);
  });

  it('is done when the deployment was deleted before its call', async () => {
    const gate = new FakeGate();
    const answerHook = async () => {
      Object.assign(gate.ports, { describeDeployment: async () => undefined });
      throw new Error('ServiceDeploymentNotFoundException');
    };
    Object.assign(gate.ports, { answerHook });
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.announced, gate.leftAlone]).toMatchObject([[], [{}]]);
  });

  it('retries a call that failed while the deployment still waits, and says at the last attempt that it gives up', async () => {
    const answerHook = () => Promise.reject(new Error('AccessDeniedException at https://x/?token=secret'));
    const gate = new FakeGate({ ports: { answerHook } });
    await expect(gate.deliver()).rejects.toThrow('AccessDeniedException');
    expect(gate.announced).toEqual([]);
    await expect(gate.deliver({ attempt: 29 })).rejects.toThrow('a deployment could not be answered');
    expect(gate.outcomes('topic')).toEqual(['unanswered']);
    expect(gate.announced[0]?.[1].detail).toContain('AccessDeniedException');
    expect(gate.announced[0]?.[1].detail).not.toContain('secret');
  });

  it('does not say that it gives up when only an announcement failed', async () => {
    const gate = new FakeGate();
    const log = { name: 'log', announcesFrom: 'recorded' as const, announce: () => Promise.reject(new Error('full')) };
    Object.assign(gate.ports, { gateChannels: [...gate.ports.gateChannels.slice(1), log] });
    await expect(gate.deliver({ attempt: 29 })).rejects.toThrow('a gate decision could not be announced');
    expect([gate.ecs.answers, gate.announced]).toEqual([CONTINUED, []]);
  });

  it('keeps one answer of each kind, however often it is attempted', async () => {
    const gate = new FakeGate({ ports: { answerHook: () => Promise.reject(new Error('throttled')) } });
    for (const attempt of [1, 2]) await expect(gate.deliver({ attempt })).rejects.toThrow('throttled');
    expect([...gate.ledger.entries.values()]).toMatchObject([{ answering: [{ action: 'continue', plain: true }] }]);
  });

  it('answers nothing without the ledger', async () => {
    const gate = new FakeGate();
    const change = () => Promise.reject(new Error('no table'));
    Object.assign(gate.ports, { gateLedger: { ...gate.ledger, change } });
    await expect(gate.deliver()).rejects.toThrow('no table');
    expect(gate.ecs.answers).toEqual([]);
  });
});

import { refreshing, remembering, type Verdict, type VerifyImage } from '../../verification';
import { anUntrusted, aTrusted, aVerifyRequest, MINUTE, NOW } from '../support/domain/domain';
import { memoryPorts, setUpMemory as setUp, type Clock } from '../support/domain/remembering';

describe('remembering with an instant before which no verdict is reused', () => {
  const since = (notBefore: number) => aVerifyRequest({ notBefore });

  it('verifies again when the remembered verdict is older, and remembers the new one', async () => {
    const { clock, verify, remembered } = setUp(aTrusted(), anUntrusted('revoked'));
    await remembered(aVerifyRequest());
    clock.now = NOW + MINUTE;
    expect(await remembered(since(NOW + 1))).toEqual(anUntrusted('revoked'));
    expect(await remembered(aVerifyRequest())).toEqual(anUntrusted('revoked'));
    expect([verify.requests.length, clock.reused]).toEqual([2, 1]);
  });

  it.each([NOW - 1, NOW])(
    'reuses a verdict whose verification began at that instant or later: %d',
    async (notBefore) => {
      const { verify, remembered } = setUp(aTrusted());
      await remembered(aVerifyRequest());
      await remembered(since(notBefore));
      expect(verify.requests).toHaveLength(1);
    },
  );

  it('counts from when a verification began, not from when it ended', async () => {
    const clock: Clock = { now: NOW, reused: 0 };
    const slow: VerifyImage = async () => {
      clock.now += MINUTE;
      return aTrusted();
    };
    const remembered = remembering(slow, memoryPorts(clock));
    await remembered(aVerifyRequest());
    await remembered(since(NOW + 1));
    expect(clock.reused).toBe(0);
  });

  it('waits for no verification that began before, and shares the later one', async () => {
    const waiting: ((verdict: Verdict) => void)[] = [];
    const clock: Clock = { now: NOW, reused: 0 };
    const remembered = remembering(() => new Promise((resolve) => waiting.push(resolve)), memoryPorts(clock));
    const early = remembered(aVerifyRequest());
    clock.now = NOW + MINUTE;
    const late = [remembered(since(NOW + 1)), remembered(since(NOW + MINUTE))];
    expect(waiting).toHaveLength(2);
    waiting[1]?.(anUntrusted('revoked'));
    waiting[0]?.(aTrusted());
    expect(await Promise.all([early, ...late])).toEqual([aTrusted(), anUntrusted('revoked'), anUntrusted('revoked')]);
  });

  it('takes a refreshed verdict to be as old as its verification', async () => {
    const { clock, verify, ports, remembered } = setUp(aTrusted(), anUntrusted('revoked'));
    await refreshing(verify, ports)(aVerifyRequest());
    expect(await remembered(since(NOW))).toEqual(aTrusted());
    clock.now = NOW + 1;
    expect(await remembered(since(NOW + 1))).toEqual(anUntrusted('revoked'));
  });
});

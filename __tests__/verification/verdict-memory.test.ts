import {
  boundedMemory,
  refreshing,
  rememberFor,
  remembering,
  verdictKey,
  type MemoryPorts,
  type Verdict,
  type VerifyImage,
} from '../../verification';
import {
  anImage,
  anUnprovable,
  anUntrusted,
  aPolicy,
  aServiceFailure,
  aTrusted,
  digestOf,
  ECR,
  MINUTE,
  NOW,
} from '../support/domain/domain';
import { fakeVerify } from '../support/domain/domain-fakes';

const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };

interface Clock {
  now: number;
  remembered: number;
}
const aMemory = (clock: Clock): MemoryPorts => ({
  memory: boundedMemory(10),
  trustDocument: 'document',
  now: () => clock.now,
  onRemembered: () => {
    clock.remembered += 1;
  },
});
const setUp = (...answers: readonly Verdict[]) => {
  const clock: Clock = { now: NOW, remembered: 0 };
  const verify = fakeVerify(...answers);
  const settings = aMemory(clock);
  return { clock, verify, settings, ask: remembering(verify, settings) };
};

describe('rememberFor', () => {
  it.each<[string, Verdict, number | undefined]>([
    ['15 minutes for trusted', aTrusted(), 15 * MINUTE],
    ['15 minutes for untrusted', anUntrusted('revoked'), 15 * MINUTE],
    ['60 seconds for unsigned, since signatures can arrive after the push', anUntrusted('unsigned'), MINUTE],
    ['no time for what a service kept from us', aServiceFailure(), undefined],
    ['no time for what an image kept from us', anUnprovable(), undefined],
    ['no time for exempt', exempt, undefined],
  ])('is %s', (_what, verdict, time) => {
    expect(rememberFor(verdict)).toBe(time);
  });
});

describe('verdictKey', () => {
  const key = verdictKey('document', aPolicy(), anImage());

  it('mistake 16: is the same for every tag of one digest, and another for another digest under one tag', () => {
    expect(verdictKey('document', aPolicy(), anImage(`${ECR}/shop/web:2`))).toBe(key);
    expect(verdictKey('document', aPolicy(), anImage(`${ECR}/shop/web:1`, digestOf('b')))).not.toBe(key);
  });

  it('is the same for every host form of one repository', () => {
    expect(verdictKey('document', aPolicy(), anImage('111122223333.dkr-ecr.eu-west-1.on.aws/shop/web'))).toBe(key);
  });

  it.each([
    ['trust document', verdictKey('another', aPolicy(), anImage())],
    ['policy', verdictKey('document', aPolicy({ name: 'another' }), anImage())],
    ['repository with the same digest', verdictKey('document', aPolicy(), anImage(`${ECR}/shop/evil:1`))],
    ['account with the same digest', verdictKey('document', aPolicy(), anImage(`4${ECR.slice(1)}/shop/web:1`))],
  ])('is another for another %s', (_what, another) => {
    expect(another).not.toBe(key);
  });
});

describe('remembering', () => {
  it.each<[string, Verdict, number]>([
    ['trusted', aTrusted(), 15 * MINUTE],
    ['untrusted', anUntrusted(), 15 * MINUTE],
    ['unsigned', anUntrusted('unsigned'), MINUTE],
  ])('asks again only when its time has passed: %s', async (_kind, verdict, time) => {
    const { clock, verify, ask } = setUp(verdict);
    expect(await ask(anImage(), aPolicy())).toEqual(verdict);
    clock.now = NOW + time - 1;
    expect(await ask(anImage(), aPolicy())).toEqual(verdict);
    expect([verify.asked.length, clock.remembered]).toEqual([1, 1]);
    clock.now = NOW + time;
    expect(await ask(anImage(), aPolicy())).toEqual(verdict);
    expect([verify.asked.length, clock.remembered]).toEqual([2, 1]);
  });

  it('counts the time from the answer, not from the question', async () => {
    const clock: Clock = { now: NOW, remembered: 0 };
    const slow: VerifyImage = async () => {
      clock.now += MINUTE;
      return aTrusted();
    };
    const ask = remembering(slow, aMemory(clock));
    await ask(anImage(), aPolicy());
    clock.now += 15 * MINUTE - 1;
    await ask(anImage(), aPolicy());
    expect(clock.remembered).toBe(1);
  });

  it.each([['service', aServiceFailure()] as const, ['image', anUnprovable()] as const])(
    'mistake 4: never remembers an inconclusive verdict, cause %s',
    async (_cause, verdict) => {
      const { clock, verify, ask } = setUp(verdict, aTrusted());
      expect(await ask(anImage(), aPolicy())).toEqual(verdict);
      expect(await ask(anImage(), aPolicy())).toEqual(aTrusted());
      expect([verify.asked.length, clock.remembered]).toEqual([2, 0]);
    },
  );

  it('mistake 16: asks anew when a tag names another digest, or another policy applies', async () => {
    const { verify, ask } = setUp(aTrusted(), anUntrusted(), anUntrusted('revoked'));
    expect(await ask(anImage(), aPolicy())).toEqual(aTrusted());
    expect(await ask(anImage(`${ECR}/shop/web:1`, digestOf('b')), aPolicy())).toEqual(anUntrusted());
    expect(await ask(anImage(), aPolicy({ name: 'other' }))).toEqual(anUntrusted('revoked'));
    expect(verify.asked).toHaveLength(3);
  });

  it('asks one question only once at a time, also when the answer is inconclusive', async () => {
    const { clock, verify, ask } = setUp(aServiceFailure());
    const tags = ['1', '2', '3'].map((tag) => ask(anImage(`${ECR}/shop/web:${tag}`), aPolicy()));
    expect(await Promise.all(tags)).toEqual(Array(3).fill(aServiceFailure()));
    expect([verify.asked.length, clock.remembered]).toEqual([1, 2]);
  });

  it('asks different questions at the same time', async () => {
    const waiting: (() => void)[] = [];
    const verify: VerifyImage = () => new Promise((resolve) => waiting.push(() => resolve(aTrusted())));
    const ask = remembering(verify, aMemory({ now: NOW, remembered: 0 }));
    const both = [ask(anImage(), aPolicy()), ask(anImage(`${ECR}/shop/web:1`, digestOf('b')), aPolicy())];
    expect(waiting).toHaveLength(2);
    for (const answer of waiting) answer();
    expect(await Promise.all(both)).toEqual([aTrusted(), aTrusted()]);
  });

  it('shares a failure with those who wait for it, and keeps it no longer', async () => {
    let attempts = 0;
    const verify: VerifyImage = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the tool is gone');
      return aTrusted();
    };
    const ask = remembering(verify, aMemory({ now: NOW, remembered: 0 }));
    const first = await Promise.allSettled([ask(anImage(), aPolicy()), ask(anImage(), aPolicy())]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask(anImage(), aPolicy())).toEqual(aTrusted());
    expect(attempts).toBe(2);
  });
});

describe('refreshing', () => {
  it('asks anew although the verdict is remembered, and puts the new one in its place', async () => {
    const { verify, settings, ask } = setUp(anUntrusted('unsigned'), aTrusted());
    expect(await ask(anImage(), aPolicy())).toEqual(anUntrusted('unsigned'));
    expect(await refreshing(verify, settings)(anImage(), aPolicy())).toEqual(aTrusted());
    expect(await ask(anImage(), aPolicy())).toEqual(aTrusted());
    expect(verify.asked).toHaveLength(2);
  });

  it('keeps no inconclusive verdict', async () => {
    const { verify, settings, ask } = setUp(aServiceFailure(), aTrusted());
    expect(await refreshing(verify, settings)(anImage(), aPolicy())).toEqual(aServiceFailure());
    expect(await ask(anImage(), aPolicy())).toEqual(aTrusted());
  });
});

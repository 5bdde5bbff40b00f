import {
  refreshing,
  rememberFor,
  remembering,
  referenceKey,
  verdictKey,
  type Verdict,
  type VerifyImage,
  type VerifyRequest,
} from '../../verification';
import {
  aLoadedTrust,
  anImage,
  anUnprovable,
  anUntrusted,
  aPolicy,
  aServiceFailure,
  aTrusted,
  aVerifyRequest,
  digestOf,
  ECR,
  MINUTE,
  NOW,
} from '../support/domain/domain';
import { memoryPorts, setUpMemory as setUp, type Clock } from '../support/domain/remembering';

const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };

const requestFor = (text: string, digest = digestOf('a')): VerifyRequest =>
  aVerifyRequest({ image: anImage(text, digest) });

describe('rememberFor', () => {
  it.each<[string, Verdict, number | undefined]>([
    ['15 minutes for trusted', aTrusted(), 15 * MINUTE],
    ['15 minutes for untrusted', anUntrusted('revoked'), 15 * MINUTE],
    ['60 seconds for unsigned, since signatures can arrive after the push', anUntrusted('unsigned'), MINUTE],
    ['undefined for inconclusive with cause service', aServiceFailure(), undefined],
    ['undefined for inconclusive with cause image', anUnprovable(), undefined],
    ['undefined for exempt', exempt, undefined],
  ])('is %s', (_what, verdict, time) => {
    expect(rememberFor(verdict)).toBe(time);
  });
});

describe('verdictKey', () => {
  const key = verdictKey(aVerifyRequest());

  it('rule 5: is the same for every tag of one digest, and differs for another digest of one tag', () => {
    expect(verdictKey(requestFor(`${ECR}/shop/web:2`))).toBe(key);
    expect(verdictKey(requestFor(`${ECR}/shop/web:1`, digestOf('b')))).not.toBe(key);
  });

  it('is the same for every host form of one repository', () => {
    expect(verdictKey(requestFor('111122223333.dkr-ecr.eu-west-1.on.aws/shop/web'))).toBe(key);
  });

  it.each<[string, VerifyRequest]>([
    ['trust document', aVerifyRequest({ trust: { ...aLoadedTrust(), sha256: '1a'.repeat(32) } })],
    ['policy', aVerifyRequest({ policy: aPolicy({ name: 'another' }) })],
    ['repository with the same digest', requestFor(`${ECR}/shop/evil:1`)],
    ['account with the same digest', requestFor(`4${ECR.slice(1)}/shop/web:1`)],
  ])('rule 5: differs for another %s', (_what, request) => {
    expect(verdictKey(request)).not.toBe(key);
  });
});

describe('referenceKey', () => {
  const byTag = (tag: string) => referenceKey(requestFor(`${ECR}/shop/web:${tag}`));

  it('differs for another reference to the same digest, which may name another index', () => {
    expect(byTag('1')).not.toBe(byTag('2'));
    expect(byTag('1')).toBe(byTag('1'));
  });

  it('rule 5: contains everything that the verdict belongs to', () => {
    expect(byTag('1')).toContain(verdictKey(requestFor(`${ECR}/shop/web:1`)));
  });
});

describe('remembering', () => {
  it.each<[string, Verdict, number]>([
    ['trusted', aTrusted(), 15 * MINUTE],
    ['untrusted', anUntrusted(), 15 * MINUTE],
    ['unsigned', anUntrusted('unsigned'), MINUTE],
  ])('reuses a verdict until its time has passed: %s', async (_kind, verdict, time) => {
    const { clock, verify, remembered } = setUp(verdict);
    expect(await remembered(aVerifyRequest())).toEqual(verdict);
    clock.now = NOW + time - 1;
    expect(await remembered(aVerifyRequest())).toEqual(verdict);
    expect([verify.requests.length, clock.reused]).toEqual([1, 1]);
    clock.now = NOW + time;
    expect(await remembered(aVerifyRequest())).toEqual(verdict);
    expect([verify.requests.length, clock.reused]).toEqual([2, 1]);
  });

  it('passes the request on as it is', async () => {
    const { verify, remembered } = setUp(aTrusted());
    const request = aVerifyRequest();
    await remembered(request);
    expect(verify.requests[0]).toBe(request);
  });

  it('counts the time from the end of the verification, not from its start', async () => {
    const clock: Clock = { now: NOW, reused: 0 };
    const slow: VerifyImage = async () => {
      clock.now += MINUTE;
      return aTrusted();
    };
    const remembered = remembering(slow, memoryPorts(clock));
    await remembered(aVerifyRequest());
    clock.now += 15 * MINUTE - 1;
    await remembered(aVerifyRequest());
    expect(clock.reused).toBe(1);
  });

  it.each([['service', aServiceFailure()] as const, ['image', anUnprovable()] as const])(
    'rule 1: never reuses an inconclusive verdict with cause %s',
    async (_cause, verdict) => {
      const { clock, verify, remembered } = setUp(verdict, aTrusted());
      expect(await remembered(aVerifyRequest())).toEqual(verdict);
      expect(await remembered(aVerifyRequest())).toEqual(aTrusted());
      expect([verify.requests.length, clock.reused]).toEqual([2, 0]);
    },
  );

  it('rule 5: verifies again when a tag names another digest, or another policy applies', async () => {
    const { verify, remembered } = setUp(aTrusted(), anUntrusted(), anUntrusted('revoked'));
    expect(await remembered(aVerifyRequest())).toEqual(aTrusted());
    expect(await remembered(requestFor(`${ECR}/shop/web:1`, digestOf('b')))).toEqual(anUntrusted());
    expect(await remembered(aVerifyRequest({ policy: aPolicy({ name: 'other' }) }))).toEqual(anUntrusted('revoked'));
    expect(verify.requests).toHaveLength(3);
  });

  it('runs one verification of an image at a time, and shares its verdict even if that is inconclusive', async () => {
    const { clock, verify, remembered } = setUp(aServiceFailure());
    const tags = ['1', '2', '3'].map((tag) => remembered(requestFor(`${ECR}/shop/web:${tag}`)));
    expect(await Promise.all(tags)).toEqual(Array(3).fill(aServiceFailure()));
    expect([verify.requests.length, clock.reused]).toEqual([1, 2]);
  });

  it('verifies different images at the same time', async () => {
    const waiting: (() => void)[] = [];
    const verify: VerifyImage = () => new Promise((resolve) => waiting.push(() => resolve(aTrusted())));
    const remembered = remembering(verify, memoryPorts({ now: NOW, reused: 0 }));
    const both = [remembered(aVerifyRequest()), remembered(requestFor(`${ECR}/shop/web:1`, digestOf('b')))];
    expect(waiting).toHaveLength(2);
    for (const finish of waiting) finish();
    expect(await Promise.all(both)).toEqual([aTrusted(), aTrusted()]);
  });

  it('shares an error with all callers that wait for the verification, and does not keep it', async () => {
    let attempts = 0;
    const verify: VerifyImage = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the tool is gone');
      return aTrusted();
    };
    const remembered = remembering(verify, memoryPorts({ now: NOW, reused: 0 }));
    const first = await Promise.allSettled([remembered(aVerifyRequest()), remembered(aVerifyRequest())]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await remembered(aVerifyRequest())).toEqual(aTrusted());
    expect(attempts).toBe(2);
  });
});

describe('refreshing', () => {
  it('rule 8: verifies again although the verdict is remembered, and replaces it', async () => {
    const { verify, ports, remembered } = setUp(anUntrusted('unsigned'), aTrusted());
    expect(await remembered(aVerifyRequest())).toEqual(anUntrusted('unsigned'));
    expect(await refreshing(verify, ports)(aVerifyRequest())).toEqual(aTrusted());
    expect(await remembered(aVerifyRequest())).toEqual(aTrusted());
    expect(verify.requests).toHaveLength(2);
  });

  it('remembers no inconclusive verdict', async () => {
    const { verify, ports, remembered } = setUp(aServiceFailure(), aTrusted());
    expect(await refreshing(verify, ports)(aVerifyRequest())).toEqual(aServiceFailure());
    expect(await remembered(aVerifyRequest())).toEqual(aTrusted());
  });
});

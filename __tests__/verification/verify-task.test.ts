import fc from 'fast-check';
import { verifyTask, type VerifyImage } from '../../verification';
import {
  aContainer,
  aLoadedTrust,
  anImage,
  anUnprovable,
  anUntrusted,
  aPolicy,
  aServiceFailure,
  aTrusted,
  digestOf,
  ECR,
  NOW,
} from '../support/domain/domain';
import { fakeVerify } from '../support/domain/fake-ports';
import { pulled, toVerify, verdictsOf, verifyBy, verifyTaskPorts } from '../support/domain/verifying';

const trust = aLoadedTrust();

describe('verifyTask', () => {
  it('returns image, policy and verdict of each container', async () => {
    expect(await verifyTask(toVerify(), trust, verifyTaskPorts())).toEqual([
      { container: aContainer(), image: anImage(), policy: aPolicy(), verdict: aTrusted() },
    ]);
  });

  it('verifies each image by its policy and the trust document, within the remaining time', async () => {
    const verifyImage = fakeVerify(aTrusted());
    const task = toVerify();
    await verifyTask(task, trust, verifyTaskPorts({ verifyImage }));
    const { remaining } = task;
    expect(verifyImage.requests).toEqual([{ image: anImage(), policy: aPolicy(), trust, remaining }]);
    expect(verifyImage.requests[0]?.remaining).toBe(remaining);
  });

  it('verifies nothing when the name alone decides', async () => {
    const verifyImage = fakeVerify(aTrusted());
    const containers = [
      aContainer({ name: 'stranger', image: 'quay.io/x' }),
      aContainer({ name: 'odd', image: 'Quay.io/X' }),
      aContainer({ name: 'aws-guardduty-agent-a1', image: null }),
    ];
    const verified = await verifyTask(toVerify({ containers }), trust, verifyTaskPorts({ verifyImage }));
    expect(verified.map(({ verdict, policy }) => [verdict.kind, policy])).toEqual([
      ['untrusted', null],
      ['untrusted', null],
      ['exempt', null],
    ]);
    expect(verified[0]?.image).toEqual(anImage('quay.io/x'));
    expect(verifyImage.requests).toEqual([]);
  });

  it('rule 9: verifies every container, also after an untrusted one', async () => {
    const containers = [pulled('bad', 'b'), pulled('good', 'a'), pulled('revoked', 'c'), pulled('late', 'd')];
    const verifyImage = verifyBy({
      [digestOf('a')]: aTrusted(),
      [digestOf('b')]: anUntrusted(),
      [digestOf('c')]: anUntrusted('revoked'),
      [digestOf('d')]: aServiceFailure(),
    });
    expect(await verdictsOf({ containers }, verifyTaskPorts({ verifyImage }))).toEqual([
      ['bad', anUntrusted()],
      ['good', aTrusted()],
      ['revoked', anUntrusted('revoked')],
      ['late', aServiceFailure()],
    ]);
  });

  it('rule 10: reads the present time for each container, since an exemption ends', async () => {
    const until = new Date(NOW + 1).toISOString();
    const exemptions = { vendor: { repositories: ['quay.io/vendor/*'], reason: 'mirrored next week', until } };
    const containers = ['before', 'after'].map((name) => aContainer({ name, image: 'quay.io/vendor/agent:1' }));
    let time = NOW;
    const ports = verifyTaskPorts({ now: () => time++ });
    expect(await verdictsOf({ containers }, ports, aLoadedTrust({ exemptions }))).toMatchObject([
      ['before', { kind: 'exempt', rule: 'vendor' }],
      ['after', { kind: 'untrusted', reason: 'no-policy' }],
    ]);
  });

  it('returns no verdicts for a task without containers', async () => {
    expect(await verifyTask(toVerify({ containers: [] }), trust, verifyTaskPorts())).toEqual([]);
  });
});

describe('verifyTask without a usable trust document', () => {
  it('rule 1: is inconclusive for every container, and calls no port', async () => {
    const containers = [pulled('web', 'a'), aContainer({ name: 'odd', image: 'Quay.io/X' })];
    const verifyImage = fakeVerify(aTrusted());
    const describeTask = () => Promise.reject(new Error('expected no call'));
    const unusable = { kind: 'unusable' as const, reason: 'no such object' };
    const ports = verifyTaskPorts({ verifyImage, describeTask });
    const verdict = {
      kind: 'inconclusive',
      cause: 'service',
      reason: 'tool-failed',
      detail: 'the trust document cannot be used: no such object',
    };
    expect(await verifyTask(toVerify({ containers }), unusable, ports)).toEqual(
      containers.map((container) => ({ container, image: null, policy: null, verdict })),
    );
    expect(verifyImage.requests).toEqual([]);
  });
});

describe('verifyTask when a verification throws', () => {
  it.each<[unknown, string]>([
    [new Error('no space left'), 'no space left'],
    ['a text', 'a text'],
  ])('rule 1: is inconclusive with cause service, and the error as detail: %s', async (thrown, detail) => {
    const verifyImage: VerifyImage = async () => {
      throw thrown;
    };
    expect(await verifyTask(toVerify(), trust, verifyTaskPorts({ verifyImage }))).toEqual([
      {
        container: aContainer(),
        image: null,
        policy: null,
        verdict: { kind: 'inconclusive', cause: 'service', reason: 'tool-failed', detail },
      },
    ]);
  });

  it('rule 9: does not affect the other containers', async () => {
    const containers = [pulled('a', 'a'), pulled('broken', 'e'), pulled('b', 'b')];
    const verifyImage = verifyBy({ [digestOf('a')]: aTrusted(), [digestOf('b')]: anUntrusted() });
    const verified = await verifyTask(toVerify({ containers }), trust, verifyTaskPorts({ verifyImage }));
    expect(verified.map(({ verdict }) => verdict.kind)).toEqual(['trusted', 'inconclusive', 'untrusted']);
  });
});

describe('verifyTask with any neighbours', () => {
  const verdicts = [aTrusted(), anUntrusted(), aServiceFailure(), anUnprovable()];
  const verifyImage = verifyBy(
    Object.fromEntries(verdicts.map((verdict, index) => [digestOf(String(index)), verdict])),
  );
  // The verification of the last digest throws; the last two images are decided by name.
  const kind = fc.record({
    imageDigest: fc.option(fc.constantFrom('0', '1', '2', '3', '9').map(digestOf)),
    image: fc.constantFrom(`${ECR}/shop/web:1`, 'quay.io/stranger', 'Bad Name'),
  });
  const containers = fc
    .array(kind, { minLength: 1, maxLength: 6 })
    .map((kinds) => kinds.map((each, index) => aContainer({ ...each, name: `c${index}` })));

  it('rule 9: returns the same verdict for a container as without its neighbours', async () => {
    const status = fc.constantFrom('PENDING', 'RUNNING', 'STOPPED');
    const verify = (each: Parameters<typeof toVerify>[0]) =>
      verifyTask(toVerify(each), trust, verifyTaskPorts({ verifyImage }));
    await fc.assert(
      fc.asyncProperty(containers, status, async (all, lastStatus) => {
        const together = await verify({ lastStatus, containers: all });
        const alone = all.map((each) => verify({ lastStatus, containers: [each] }));
        expect(together).toEqual((await Promise.all(alone)).flat());
      }),
    );
  });
});

import fc from 'fast-check';
import { verifyTask, type VerifyImage } from '../../verification';
import {
  aContainer,
  anImage,
  anUnprovable,
  anUntrusted,
  aPolicy,
  aServiceFailure,
  aTask,
  aTrusted,
  digestOf,
  ECR,
} from '../support/domain/domain';
import { fakeVerify } from '../support/domain/domain-fakes';
import { aJudging, pulled, verdictsOf, verifyBy } from '../support/domain/domain-verifying';

describe('judgeTask', () => {
  it('gives image, policy and verdict of what was verified', async () => {
    expect(await verifyTask(aTask(), aJudging())).toEqual([
      { container: aContainer(), image: anImage(), policy: aPolicy(), verdict: aTrusted() },
    ]);
  });

  it('verifies nothing that the name alone decides', async () => {
    const verify = fakeVerify(aTrusted());
    const containers = [
      aContainer({ name: 'stranger', image: 'quay.io/x' }),
      aContainer({ name: 'odd', image: 'Quay.io/X' }),
      aContainer({ name: 'aws-guardduty-agent-a1', image: null }),
    ];
    const judged = await verifyTask(aTask({ containers }), aJudging({ verify }));
    expect(judged.map(({ verdict, policy }) => [verdict.kind, policy])).toEqual([
      ['untrusted', null],
      ['untrusted', null],
      ['exempt', null],
    ]);
    expect(judged[0]?.image).toEqual(anImage('quay.io/x'));
    expect(verify.asked).toEqual([]);
  });

  it('mistake 5: judges every container, also behind a bad one', async () => {
    const containers = [pulled('bad', 'b'), pulled('good', 'a'), pulled('revoked', 'c'), pulled('late', 'd')];
    const verify = verifyBy({
      [digestOf('a')]: aTrusted(),
      [digestOf('b')]: anUntrusted(),
      [digestOf('c')]: anUntrusted('revoked'),
      [digestOf('d')]: aServiceFailure(),
    });
    expect(await verdictsOf(aTask({ containers }), aJudging({ verify }))).toEqual([
      ['bad', anUntrusted()],
      ['good', aTrusted()],
      ['revoked', anUntrusted('revoked')],
      ['late', aServiceFailure()],
    ]);
  });

  it('has no verdicts for a task without containers', async () => {
    expect(await verifyTask(aTask({ containers: [] }), aJudging())).toEqual([]);
  });
});

describe('judgeTask when verifying throws', () => {
  it.each<[unknown, string]>([
    [new Error('no space left'), 'no space left'],
    ['a text', 'a text'],
  ])('mistake 4: is inconclusive with cause service and says why: %s', async (thrown, detail) => {
    const verify: VerifyImage = async () => {
      throw thrown;
    };
    expect(await verifyTask(aTask(), aJudging({ verify }))).toEqual([
      {
        container: aContainer(),
        image: null,
        policy: null,
        verdict: { kind: 'inconclusive', cause: 'service', reason: 'tool-failed', detail },
      },
    ]);
  });

  it('mistake 21: harms no neighbour', async () => {
    const containers = [pulled('a', 'a'), pulled('broken', 'e'), pulled('b', 'b')];
    const verify = verifyBy({ [digestOf('a')]: aTrusted(), [digestOf('b')]: anUntrusted() });
    const judged = await verifyTask(aTask({ containers }), aJudging({ verify }));
    expect(judged.map(({ verdict }) => verdict.kind)).toEqual(['trusted', 'inconclusive', 'untrusted']);
  });
});

describe('judgeTask, whatever the neighbours', () => {
  const verdicts = [aTrusted(), anUntrusted(), aServiceFailure(), anUnprovable()];
  const verify = verifyBy(Object.fromEntries(verdicts.map((verdict, index) => [digestOf(String(index)), verdict])));
  // The last digit makes verifying throw; the last two images are decided by name.
  const kind = fc.record({
    imageDigest: fc.option(fc.constantFrom('0', '1', '2', '3', '9').map(digestOf)),
    image: fc.constantFrom(`${ECR}/shop/web:1`, 'quay.io/stranger', 'Bad Name'),
  });
  const containers = fc
    .array(kind, { minLength: 1, maxLength: 6 })
    .map((kinds) => kinds.map((each, index) => aContainer({ ...each, name: `c${index}` })));

  it('mistake 21: says of each container what it says of it alone', async () => {
    const status = fc.constantFrom('PENDING', 'RUNNING', 'STOPPED');
    await fc.assert(
      fc.asyncProperty(containers, status, async (all, lastStatus) => {
        const together = await verifyTask(aTask({ lastStatus, containers: all }), aJudging({ verify }));
        const alone = all.map((each) => verifyTask(aTask({ lastStatus, containers: [each] }), aJudging({ verify })));
        expect(together).toEqual((await Promise.all(alone)).flat());
      }),
    );
  });
});

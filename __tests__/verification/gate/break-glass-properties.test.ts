import fc from 'fast-check';
import { UNTRUSTED_REASONS, untrusted, type Digest, type Verdict } from '../../../verification';
import { aContainer, aServiceFailure, aTrusted, CLUSTER, digestOf, NOW } from '../../support/domain/domain';
import { HOUR, item, mayLift, OTHER_CLUSTER, readable, repository, type Item } from '../../support/domain/grant-items';
import { aHook, aPauseHook } from '../../support/gate/fake-deployment';
import { FakeGate } from '../../support/gate/fake-gate';

const HOOKS = ['first', 'second'];
const YEAR = 365 * 24 * HOUR;

const untrustedVerdict = fc.constantFrom(...UNTRUSTED_REASONS).map((reason): Verdict => untrusted(reason, ''));
const anyVerdict = fc.oneof(
  { arbitrary: untrustedVerdict, weight: 3 },
  fc.constantFrom<Verdict>(aTrusted(), aServiceFailure()),
);

/** The images of the revision: in several repositories, at least the first one untrusted. */
const images = fc
  .tuple(fc.tuple(repository, untrustedVerdict), fc.array(fc.tuple(repository, anyVerdict), { maxLength: 1 }))
  .map(([first, others]) =>
    [first, ...others].map(([name, verdict], index) => ({ name, verdict, digest: DIGESTS[index] })),
  );
const DIGESTS = [digestOf('a'), digestOf('b')];

/** Milliseconds that pass: none, a moment, or as long as grants of the tests last. */
const pause = fc.constantFrom(0, 0, 1, 60_000, HOUR, 3 * HOUR);

const scenario = fc.record({
  images,
  items: fc.array(item, { maxLength: 5 }),
  cluster: fc.constantFrom(CLUSTER, CLUSTER, OTHER_CLUSTER),
  steps: fc.array(fc.record({ pause, hooks: fc.array(fc.constantFrom(...HOOKS), { minLength: 1, maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  /** What passes within a delivery, one after the other: while grants are read, images verified, the ledger written. */
  within: fc.array(pause, { minLength: 1, maxLength: 7 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** A gate whose clock moves in each of these ports, so that grants end in the middle of an attempt. */
const gateFor = ({ images: all, items, cluster, within }: Scenario) => {
  const hooks = HOOKS.map((hookId) => aPauseHook({ hookId, expiresAt: NOW + YEAR }));
  const containers = all.map(({ name, digest }, index) =>
    aContainer({ name: `c${index}`, image: `${name}:1`, imageDigest: digest ?? null }),
  );
  const gate = new FakeGate({ deployment: { hooks, clusterArn: cluster }, containers });
  all.forEach(({ digest, verdict }) => gate.verdicts.set(digest ?? '', verdict));
  let calls = 0;
  const pass = (): void => void (gate.now += within[calls++ % within.length] ?? 0);
  const { verifyImage, verifyAfresh, gateLedger } = gate.ports;
  const continued: number[] = [];
  Object.assign(gate.ports, {
    verifyImage: async (...args: Parameters<typeof verifyImage>) => (pass(), verifyImage(...args)),
    verifyAfresh: async (...args: Parameters<typeof verifyAfresh>) => (pass(), verifyAfresh(...args)),
    readGrants: async () => (pass(), readable(items)),
    gateLedger: {
      ...gateLedger,
      change: async (...args: Parameters<typeof gateLedger.change>) => (pass(), gateLedger.change(...args)),
    },
    answerHook: async ({ hookId }: { readonly hookId: string }, action: 'continue' | 'roll-back') => {
      if (action === 'continue') continued.push(gate.now);
      gate.ecs.answer(hookId, action);
    },
  });
  return { gate, continued };
};

const run = async (gate: FakeGate, { steps }: Scenario): Promise<void> => {
  for (const { pause: passed, hooks } of steps) {
    gate.now += passed;
    await Promise.allSettled(hooks.map((hookId) => gate.deliver({ hook: aHook({ hookId, clusterArn: '' }) })));
  }
};

/** Whether an item covers every image that is not trusted at this time. */
const isCovered = ({ images: all, items, cluster }: Scenario, now: number): boolean =>
  all
    .filter(({ verdict }) => verdict.kind !== 'trusted')
    .every(({ name, digest }: { readonly name: string; readonly digest: Digest | undefined }) =>
      items.some((each: Item) => mayLift(each, { cluster, image: `${name}@${digest ?? ''}`, now })),
    );

describe('rule 10: the gate with break-glass', () => {
  it('never continues an untrusted image at or after the end of the last grant that covers it', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (each) => {
        const { gate, continued } = gateFor(each);
        await run(gate, each);
        expect(continued.filter((now) => !isCovered(each, now))).toEqual([]);
        expect(gate.outcomes()).not.toContain('overridden');
      }),
      { numRuns: 1_000 },
    );
  });

  it('continues at once exactly where grants in force cover every image that is not trusted', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (each) => {
        const { gate, continued } = gateFor({ ...each, within: [0] });
        await gate.deliver({ hook: aHook({ hookId: HOOKS[0] ?? '', clusterArn: '' }) });
        expect(continued).toEqual(isCovered(each, NOW) ? [NOW] : []);
        expect(gate.used.length > 0).toBe(isCovered(each, NOW));
      }),
      { numRuns: 1_000 },
    );
  });
});

import fc from 'fast-check';
import {
  IMAGE_REASONS,
  imageUnprovable,
  SERVICE_REASONS,
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  type Container,
  type HookAction,
  type Verdict,
} from '../../../verification';
import { aContainer, aTrusted, digestOf } from '../../support/domain/domain';
import { aHook, aPauseHook } from '../../support/gate/fake-deployment';
import { FakeGate } from '../../support/gate/fake-gate';

const good = fc.constantFrom<Verdict>(aTrusted(), { kind: 'exempt', rule: 'vendor', detail: '' });
const bad = fc.constantFrom(...UNTRUSTED_REASONS).map((reason): Verdict => untrusted(reason, ''));
const unclear = fc.oneof(
  fc.constantFrom(...SERVICE_REASONS).map((reason): Verdict => serviceFailed(reason, '')),
  fc.constantFrom(...IMAGE_REASONS).map((reason): Verdict => imageUnprovable(reason, '')),
);

const HOOKS = ['first', 'second', 'third'];
const DIGITS = '0123456789abcdef';

/** What happens next: a moment passes, or some deliveries of events begin at once. */
const stepWithin = (seconds: number) =>
  fc.record({
    seconds: fc.integer({ min: 0, max: seconds }),
    deliveries: fc.array(
      fc.record({ hookId: fc.constantFrom(...HOOKS), attempt: fc.integer({ min: 1, max: 29 }), fails: fc.boolean() }),
      { minLength: 1, maxLength: 4 },
    ),
  });
const stepsWithin = (seconds: number) => fc.array(stepWithin(seconds), { minLength: 1, maxLength: 8 });
/** Too short for a hook to expire. */
const steps = stepsWithin(300);
/** Long enough for a hook to expire. */
const longSteps = stepsWithin(1_200);
type Step = ReturnType<typeof stepWithin> extends fc.Arbitrary<infer T> ? T : never;

const containersOf = (verdicts: readonly Verdict[]): readonly Container[] =>
  verdicts.map((_, index) => aContainer({ name: `c${index}`, imageDigest: digestOf(DIGITS[index] ?? '0') }));

const gateFor = (verdicts: readonly Verdict[]): FakeGate => {
  const hooks = HOOKS.map((hookId) => aPauseHook({ hookId }));
  const gate = new FakeGate({ deployment: { hooks }, containers: containersOf(verdicts) });
  verdicts.forEach((verdict, index) => gate.verdicts.set(digestOf(DIGITS[index] ?? '0'), verdict));
  return gate;
};

/** A call of ECS whose reply is lost every other time, and that lets other deliveries go first. */
const answerUnreliably = (gate: FakeGate, fails: () => boolean) => {
  const answerHook = async ({ hookId }: { readonly hookId: string }, action: HookAction): Promise<void> => {
    await Promise.resolve();
    gate.ecs.answer(hookId, action);
    await Promise.resolve();
    if (fails()) throw new Error('socket hang up');
  };
  Object.assign(gate.ports, { answerHook });
};

const run = async (gate: FakeGate, all: readonly Step[]) => {
  const errors: unknown[] = [];
  for (const { seconds, deliveries } of all) {
    gate.now += seconds * 1_000;
    let replies = 0;
    answerUnreliably(gate, () => deliveries[replies++ % deliveries.length]?.fails ?? false);
    const results = await Promise.allSettled(
      deliveries.map(({ hookId, attempt }) => gate.deliver({ hook: aHook({ hookId }), attempt })),
    );
    errors.push(...results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])));
  }
  return errors;
};

const actions = (gate: FakeGate): readonly HookAction[] => gate.ecs.answers.map(([, action]) => action);

describe('answerHook for any verdicts, duplicates and interleaving', () => {
  it('never continues a deployment with an untrusted image in enforce, and ends in no error', async () => {
    const verdicts = fc
      .tuple(fc.array(fc.oneof(good, bad, unclear), { maxLength: 5 }), bad, fc.array(fc.oneof(good, unclear)))
      .map(([before, one, after]) => [...before, one, ...after].slice(0, 10));
    await fc.assert(
      fc.asyncProperty(verdicts, longSteps, async (all, each) => {
        const gate = gateFor(all);
        expect(await run(gate, each)).toEqual([]);
        expect(actions(gate)).not.toContain('continue');
        expect(gate.ecs.refused.map(([, action]) => action)).not.toContain('continue');
        expect(gate.outcomes()).not.toContain('overridden');
      }),
      { numRuns: 300 },
    );
  });

  it('never rolls back a deployment whose images are all trusted or exempt, and continues each hook once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(good, { minLength: 1, maxLength: 10 }), steps, async (all, each) => {
        const gate = gateFor(all);
        expect(await run(gate, each)).toEqual([]);
        expect(actions(gate)).not.toContain('roll-back');
        expect(gate.ecs.refused.map(([, action]) => action)).not.toContain('roll-back');
        expect(gate.outcomes()).not.toContain('overridden');
        const delivered = new Set(each.flatMap(({ deliveries }) => deliveries.map(({ hookId }) => hookId)));
        expect(new Set(gate.ecs.answers.map(([hookId]) => hookId))).toEqual(delivered);
      }),
      { numRuns: 300 },
    );
  });

  it('rule 1: neither continues nor rolls back because of what is inconclusive', async () => {
    const verdicts = fc.tuple(unclear, fc.array(fc.oneof(good, unclear), { maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(verdicts, steps, async ([one, others], each) => {
        const gate = gateFor([one, ...others]);
        expect(await run(gate, each)).toEqual([]);
        expect([gate.ecs.answers, gate.ecs.refused]).toEqual([[], []]);
      }),
      { numRuns: 200 },
    );
  });
});

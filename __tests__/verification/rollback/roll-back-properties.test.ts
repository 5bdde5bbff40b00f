import fc from 'fast-check';
import {
  IMAGE_REASONS,
  imageUnprovable,
  reasonOf,
  SERVICE_REASONS,
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  type DeploymentProgress,
  type Mode,
  type Verdict,
} from '../../../verification';
import { aTrusted } from '../../support/domain/domain';
import { deliverTo, deploymentOf, type Delivery, type ScriptedService } from '../../support/domain/scripted-services';

const verdict = fc.oneof(
  fc.constantFrom<Verdict>(aTrusted(), { kind: 'exempt', rule: 'vendor', detail: '' }),
  fc.constantFrom(...UNTRUSTED_REASONS).map((reason): Verdict => untrusted(reason, '')),
  fc.constantFrom(...SERVICE_REASONS).map((reason): Verdict => serviceFailed(reason, '')),
  fc.constantFrom(...IMAGE_REASONS).map((reason): Verdict => imageUnprovable(reason, '')),
);
const bad = fc.constantFrom(...UNTRUSTED_REASONS).map((reason): Verdict => untrusted(reason, ''));
const anyService: fc.Arbitrary<ScriptedService> = fc.record({
  claimed: verdict,
  fresh: verdict,
  sources: fc.array(verdict, { maxLength: 2 }),
  progress: fc.constantFrom<DeploymentProgress>('in-progress', 'rolling-back', 'ended'),
  described: fc.constantFrom('service', 'standalone', 'other-image', 'unknown'),
});
/** A service whose deployment is to be rolled back, but for one thing at most. */
const badService: fc.Arbitrary<ScriptedService> = fc.tuple(bad, anyService).chain(([each, other]) => {
  const due: ScriptedService = {
    claimed: each,
    fresh: each,
    sources: [aTrusted()],
    progress: 'in-progress',
    described: 'service',
  };
  return fc
    .constantFrom<Partial<ScriptedService>>(
      {},
      {},
      { claimed: other.claimed },
      { fresh: other.fresh },
      { sources: other.sources },
      { progress: other.progress },
      { described: other.described },
    )
    .map((difference) => ({ ...due, ...difference }));
});
const service = fc.oneof({ weight: 3, arbitrary: badService }, anyService);
const delivery: fc.Arbitrary<Delivery> = fc.record({
  service: fc.nat({ max: 2 }),
  task: fc.nat({ max: 1 }),
  attempt: fc.integer({ min: 1, max: 30 }),
});

describe('the rollback of services, for any verdicts and any deliveries', () => {
  const isGood = ({ kind }: Verdict): boolean => kind === 'trusted' || kind === 'exempt';
  const mayBeRolledBack = ({ fresh, sources, progress, described }: ScriptedService): boolean =>
    fresh.kind === 'untrusted' &&
    reasonOf(fresh) !== 'too-many-signatures' &&
    sources.length > 0 &&
    sources.every(isGood) &&
    progress === 'in-progress' &&
    described === 'service';
  const all = fc.tuple(
    fc.array(service, { minLength: 3, maxLength: 3 }),
    fc.array(delivery, { minLength: 1, maxLength: 12 }),
    fc.record({
      mode: fc.constantFrom<Mode>('audit', 'enforce', 'enforce', 'enforce'),
      stops: fc.nat({ max: 3 }),
      atOnce: fc.boolean(),
    }),
  );

  it('rolls back only an untrusted image to a trusted one, once, in enforce mode, and within the budget', async () => {
    let rollbacks = 0;
    await fc.assert(
      fc.asyncProperty(all, async ([services, deliveries, how]) => {
        const stopped = await deliverTo(services, deliveries, how);
        const allowed = services.flatMap((each, index) => (mayBeRolledBack(each) ? [deploymentOf(index)] : []));
        expect(allowed).toEqual(expect.arrayContaining([...stopped]));
        expect(new Set(stopped).size).toBe(stopped.length);
        expect(stopped.length).toBeLessThanOrEqual(how.mode === 'enforce' ? how.stops : 0);
        rollbacks += stopped.length;
      }),
      { numRuns: 300 },
    );
    // Otherwise the property would hold for a verifier that never rolls back.
    expect(rollbacks).toBeGreaterThan(10);
  });
});

import fc from 'fast-check';
import { untrusted, UNTRUSTED_REASONS, type Verdict } from '../../../verification';
import { foresee } from '../../../verification/preview/foresee';
import { previewOf, type Preview } from '../../../verification/preview/preview';
import type { PreviewContainer } from '../../../verification/preview/preview-container';
import {
  aContainer,
  aLoadedTrust,
  aServiceFailure,
  aTrustDocument,
  aTrusted,
  CLUSTER,
  digestOf,
  NOW,
  TASK,
} from '../../support/domain/domain';
import { byPolicy } from './a-preview-container';

const verdict = fc.oneof(
  fc.constantFrom<Verdict>(aTrusted(), aServiceFailure(), { kind: 'exempt', rule: 'vendor', detail: '' }),
  fc.constantFrom(...UNTRUSTED_REASONS).map((reason): Verdict => untrusted(reason, '')),
);
const policyVerdict = fc.option(verdict.map((each) => byPolicy(each)));
const container: fc.Arbitrary<PreviewContainer> = fc.record({
  taskArn: fc.constantFrom(TASK, `${TASK}2`, `${TASK}3`),
  clusterArn: fc.constantFrom(CLUSTER, `${CLUSTER}2`),
  service: fc.constantFrom('web', 'api', null),
  workload: fc.constantFrom('service' as const, 'standalone' as const, 'daemon' as const),
  owner: fc.constantFrom('a', 'b', null),
  container: fc.constantFrom('a', 'b').map((digit) => aContainer({ imageDigest: digestOf(digit) })),
  before: policyVerdict,
  after: policyVerdict,
});
const document = aTrustDocument({ clusters: { [CLUSTER]: 'enforce' } });

const preview = (containers: readonly PreviewContainer[]): Preview =>
  previewOf({ containers, document, modesNow: new Map(), unread: [], exemptionEnds: [] });

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

describe('previewOf whatever runs', () => {
  it('counts each container exactly once', () => {
    fc.assert(
      fc.property(fc.array(container), (containers) => {
        const { running, untrusted: bad, notKnown, passes, unaffected, owners, clusters } = preview(containers);
        expect(sum([bad, notKnown, passes, unaffected].map((each) => each.containers))).toBe(running.containers);
        expect(sum(owners.map((each) => each.untrusted.containers))).toBe(bad.containers);
        expect(sum(clusters.map((each) => each.notKnown.containers))).toBe(notKnown.containers);
        const found = owners.flatMap(({ findings }) => findings.map((each) => each.containers));
        expect(sum(found)).toBe(running.containers - unaffected.containers);
      }),
    );
  });

  it('does not depend on the order', () => {
    // Equal containers have equal verdicts, as where each image is verified once.
    const fixed = container.map((each) => ({ ...each, before: null, after: byPolicy(untrusted('unsigned', '')) }));
    fc.assert(
      fc.property(fc.array(fixed), (containers) => {
        expect(preview(containers.toReversed())).toEqual(preview(containers));
      }),
    );
  });

  it('never shows a trusted image under an unchanged document', () => {
    const trust = aLoadedTrust();
    const input = { trust, present: trust.document, now: NOW };
    const trusted = container.map((each) => {
      const before = byPolicy();
      return { ...each, before, after: foresee(each.container, before, input) };
    });
    fc.assert(
      fc.property(fc.array(trusted), (containers) => {
        expect(preview(containers).owners).toEqual([]);
      }),
    );
  });
});

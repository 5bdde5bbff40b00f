import { coverageOf } from '../../../../cli/commands/gate/coverage';
import type { Service } from '../../../../adapters/ecs/describe-service';
import { aTrustDocument, CLUSTER, someSettings, type TrustDocumentFields } from '../../../support/domain/domain';
import { aService, aServiceHook } from './a-service';

const GATE = { stages: ['PRE_SCALE_UP', 'POST_SCALE_UP'], clusters: {} } as const;

const covered = (service: Partial<Service>, document: TrustDocumentFields = { gate: GATE }) =>
  coverageOf(aService(service), aTrustDocument(document));

describe('coverageOf', () => {
  it('says that a pause hook at a configured stage is answered, and has nothing to remark', () => {
    expect(covered({})).toEqual({
      gated: true,
      stages: GATE.stages,
      hooks: [
        { kind: 'pause', stage: 'PRE_SCALE_UP', answered: true, timeoutMinutes: 1_440, timeoutAction: 'roll-back' },
      ],
      remarks: [],
    });
  });

  it('follows the stages of the cluster, not of the deployment', () => {
    const gate = { ...GATE, clusters: { [CLUSTER]: [] } };
    expect(covered({}, { gate })).toMatchObject({ gated: false, stages: [] });
  });

  it('never counts a Lambda hook as answered', () => {
    const found = covered({ hooks: [aServiceHook({ kind: 'lambda' })] });
    expect(found.gated).toBe(false);
    expect(found.hooks.map(({ answered }) => answered)).toEqual([false]);
  });

  it.each<[string, Partial<Service>, RegExp]>([
    ['no hook', { hooks: [] }, /^it has no pause hook: add one at PRE_SCALE_UP or POST_SCALE_UP, as in docs\/gate.md$/],
    ['another controller', { controller: 'CODE_DEPLOY' }, /controlled by CODE_DEPLOY/],
    [
      'a stage of somebody else',
      { hooks: [aServiceHook(), aServiceHook({ stages: ['POST_TEST_TRAFFIC_SHIFT'], timeoutMinutes: 60 })] },
      /^POST_TEST_TRAFFIC_SHIFT: the gate does not answer .* after 60 minutes without an answer ECS rolls the deployment back$/,
    ],
    ['two hooks at one stage', { hooks: [aServiceHook(), aServiceHook()] }, /^PRE_SCALE_UP: .* several pause hooks/],
    [
      'late stages only',
      { hooks: [aServiceHook({ stages: ['POST_SCALE_UP'] })] },
      /^POST_SCALE_UP: new tasks have started/,
    ],
    [
      'a time-out that continues',
      { hooks: [aServiceHook({ timeoutAction: 'continue' })] },
      /continues the deployment unverified/,
    ],
    [
      'a short time-out',
      { hooks: [aServiceHook({ timeoutMinutes: 1 })] },
      /ends before an untrusted image is verified a second time \(after 60 s\)/,
    ],
  ])('remarks on %s', (_what, service, remark) => {
    const { remarks } = covered(service);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toMatch(remark);
  });

  it('remarks on a stage that most deployments do not have', () => {
    const gate = { stages: ['RECONCILE_SERVICE'], clusters: {} } as const;
    const { remarks } = covered({ hooks: [aServiceHook({ stages: ['RECONCILE_SERVICE'] })] }, { gate });
    expect(remarks).toEqual([expect.stringMatching(/^RECONCILE_SERVICE: /)]);
  });

  it('remarks on a cluster without a gate, and does not ask for a hook there', () => {
    expect(covered({ hooks: [] }, {}).remarks).toEqual(['the deployment file configures no gate for its cluster']);
  });

  it('compares the time-out with the setting of the deployment', () => {
    const responses = someSettings({ confirmUnsignedAfterSeconds: 3_600 });
    const { remarks } = covered({ hooks: [aServiceHook({ timeoutMinutes: 60 })] }, { gate: GATE, responses });
    expect(remarks).toEqual([expect.stringContaining('(after 3600 s)')]);
  });
});

import { previewOf, type PreviewInput } from '../../../verification/preview/preview';
import {
  aContainer,
  aServiceFailure,
  aTrustDocument,
  anUntrusted,
  CLUSTER,
  digestOf,
  TASK,
} from '../../support/domain/domain';
import { aPreviewContainer, byPolicy } from './a-preview-container';

const unsigned = byPolicy(anUntrusted('unsigned'));
const down = byPolicy(aServiceFailure());
const OTHER = `${CLUSTER}2`;

const preview = (containers: PreviewInput['containers'], overrides: Partial<PreviewInput> = {}) =>
  previewOf({
    containers,
    document: aTrustDocument(),
    modesNow: new Map(),
    unread: [],
    exemptionEnds: [],
    ...overrides,
  });

describe('previewOf', () => {
  it('says nothing about what stays trusted', () => {
    const { untrusted, unaffected, owners } = preview([aPreviewContainer()]);
    expect([untrusted.containers, unaffected.containers, owners]).toEqual([0, 1, []]);
  });

  it('counts tasks, services and clusters each once', () => {
    const { untrusted } = preview([
      aPreviewContainer({ after: unsigned }),
      aPreviewContainer({ after: unsigned, container: aContainer({ name: 'log', imageDigest: digestOf('b') }) }),
      aPreviewContainer({ after: unsigned, taskArn: `${TASK}2` }),
      aPreviewContainer({ after: unsigned, taskArn: `${TASK}3`, service: null, workload: 'standalone' }),
      aPreviewContainer({ after: unsigned, taskArn: `${TASK}4`, clusterArn: OTHER }),
    ]);
    expect(untrusted).toEqual({ containers: 5, tasks: 4, services: 2, clusters: 2 });
  });

  it('says what enforce would do everywhere, whatever the mode of a cluster', () => {
    const standalone = { service: null, workload: 'standalone' } as const;
    const containers = [
      aPreviewContainer({ after: unsigned }),
      aPreviewContainer({ after: unsigned, taskArn: `${TASK}2` }),
      aPreviewContainer({ after: unsigned, taskArn: `${TASK}3`, ...standalone }),
    ];
    const none = { containers: 0, tasks: 0, services: 0, clusters: 0 };
    const [inService, alone] = [
      { containers: 2, tasks: 2, services: 1, clusters: 1 },
      { containers: 1, tasks: 1, services: 0, clusters: 1 },
    ];
    expect(preview(containers)).toMatchObject({
      responses: { stop: alone, 'roll-back': none, report: inService },
      gated: none,
    });
    const responses = { ...aTrustDocument().responses, services: 'rollback' as const };
    const document = { ...aTrustDocument(), responses, gate: { stages: ['PRE_SCALE_UP' as const], clusters: {} } };
    expect(preview(containers, { document })).toMatchObject({
      responses: { stop: alone, 'roll-back': inService, report: none },
      gated: inService,
    });
  });

  it('groups the same image in the same service, by owner', () => {
    const { owners } = preview([
      aPreviewContainer({ after: unsigned }),
      aPreviewContainer({ after: unsigned, taskArn: `${TASK}2` }),
      aPreviewContainer({ after: unsigned, owner: null, service: 'api' }),
    ]);
    expect(
      owners.map(({ owner, findings }) => [owner, findings.map(({ service, tasks }) => [service, tasks])]),
    ).toEqual([
      ['team-web', [['web', 2]]],
      [null, [['api', 1]]],
    ]);
  });

  it('never takes what is inconclusive or unknown for good', () => {
    const { notKnown, unaffected } = preview([aPreviewContainer({ after: down }), aPreviewContainer({ after: null })]);
    expect([notKnown.containers, unaffected.containers]).toEqual([2, 0]);
  });

  it('says what passes by the other document', () => {
    const { passes, owners } = preview([aPreviewContainer({ before: unsigned }), aPreviewContainer({ before: null })]);
    expect(passes.containers).toBe(1);
    expect(owners[0]?.findings[0]).toMatchObject({ kind: 'passes', cause: 'signatures' });
  });

  it('counts apart what is untrusted in clusters that enforce', () => {
    const document = aTrustDocument({ clusters: { [OTHER]: 'enforce' } });
    const containers = [
      aPreviewContainer({ after: unsigned }),
      aPreviewContainer({ after: unsigned, clusterArn: OTHER }),
    ];
    const found = preview(containers, { document, modesNow: new Map([[OTHER, 'audit']]) });
    expect([found.untrusted.tasks, found.enforced.clusters]).toEqual([1, 1]);
    expect(found.clusters.map(({ modeNow, mode }) => [modeNow, mode])).toEqual([
      [null, 'audit'],
      ['audit', 'enforce'],
    ]);
  });

  it('foresees what the gate does about services of gated clusters only', () => {
    const document = aTrustDocument({ gate: { stages: ['PRE_SCALE_UP'], clusters: { [OTHER]: [] } } });
    const { owners } = preview(
      [
        aPreviewContainer({ after: unsigned }),
        aPreviewContainer({ after: unsigned, clusterArn: OTHER }),
        aPreviewContainer({ after: unsigned, service: null, workload: 'standalone' }),
      ],
      { document },
    );
    expect(owners[0]?.findings.map(({ gate, response }) => [gate, response])).toEqual([
      ['roll-back', 'report'],
      ['none', 'stop'],
      ['none', 'report'],
    ]);
  });

  it('says what becomes untrusted when an exemption ends', () => {
    const exempt = byPolicy({ kind: 'exempt', rule: 'vendor', detail: '' });
    const before = aPreviewContainer({ before: exempt, after: unsigned });
    const until = '2026-06-01T00:00:00.000Z';
    const ends = [
      { name: 'vendor', until, containers: [before, { ...before, after: null }] },
      { name: 'unused', until, containers: [] },
    ];
    const { exemptions } = preview([{ ...before, after: exempt }], { exemptionEnds: ends });
    expect(exemptions).toMatchObject([
      { name: 'vendor', covered: { containers: 2 }, untrusted: { containers: 1 }, notKnown: { containers: 1 } },
    ]);
  });

  it('never stops a daemon', () => {
    const container = aPreviewContainer({ after: unsigned, workload: 'daemon', service: null });
    expect(preview([container]).owners[0]?.findings[0]?.response).toBe('report');
  });
});

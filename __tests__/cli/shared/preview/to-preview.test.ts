import { inventoryOf } from '../../../../cli/shared/preview/reported-inventory';
import { endOf, previewContainers, toPreview } from '../../../../cli/shared/preview/to-preview';
import { aContainer, anUntrusted, aTask, aTrustDocument, aTrusted, CLUSTER, NOW } from '../../../support/domain/domain';
import { sampleReport } from '../../../support/report/sample-report';
import { anInventory } from '../running/running-under-test';

const trusted = { policy: 'shop', verdict: aTrusted() };
const untrusted = { policy: 'shop', verdict: anUntrusted() };
const document = aTrustDocument();

describe('previewContainers', () => {
  it('prefers the owner of the service to the owner of the task', () => {
    const started = { startedAt: NOW, owner: 'team-task' };
    const inventory = anInventory({
      services: [
        { clusterArn: CLUSTER, name: 'web', owner: 'team-web' },
        { clusterArn: CLUSTER, name: 'untagged', owner: null },
      ],
      tasks: ['service:web', 'service:untagged', 'family:job'].map((group) => ({ ...aTask({ group }), ...started })),
    });
    const containers = previewContainers({ inventory, report: undefined, document }, () => trusted);
    expect(containers.map(({ service, owner }) => [service, owner])).toEqual([
      ['web', 'team-web'],
      ['untagged', 'team-task'],
      [null, 'team-task'],
    ]);
  });

  it('gives the verdict of the report to what finds the next one', () => {
    const report = sampleReport();
    const verdictAfter = jest.fn(() => null);
    const containers = previewContainers({ inventory: inventoryOf(report), report, document }, verdictAfter);
    expect(verdictAfter.mock.calls).toEqual(containers.map(({ container, before }) => [container, before]));
    expect(containers.every(({ before, after }) => before !== null && after === null)).toBe(true);
  });
});

describe('endOf', () => {
  it('compares the verdict under the exemption with the one after it', () => {
    const sources = { inventory: anInventory(), report: undefined, document };
    const containers = previewContainers(sources, () => trusted);
    const end = endOf({ name: 'vendor', until: '2026-06-01T00:00:00.000Z', containers }, () => untrusted);
    expect(end.containers).toMatchObject([{ container: aContainer(), before: trusted, after: untrusted }]);
  });
});

describe('toPreview', () => {
  it('has the modes of the report, and the clusters that could not be read', () => {
    const report = sampleReport();
    const sources = { inventory: inventoryOf(report), report, document };
    const preview = toPreview(
      sources,
      previewContainers(sources, () => trusted),
      [],
    );
    expect(preview.unread).toEqual([
      { clusterArn: report.clusters.at(-1)?.cluster, problem: report.clusters.at(-1)?.problem },
    ]);
    expect(preview.clusters.map(({ modeNow }) => modeNow).sort()).toEqual(['audit', 'enforce', 'enforce']);
  });
});

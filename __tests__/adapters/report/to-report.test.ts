import type { Trust, Verdict } from '../../../verification';
import {
  aContainer,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  CLUSTER,
  digestOf,
  ECR,
  MINUTE,
  NOW,
  TRUST_SHA256,
} from '../../support/domain/domain';
import { aGrant, anEndedGrant, aRepositoryGrant } from '../../support/domain/fake-grants';
import { sampleReport } from '../../support/report/sample-report';
import { inventoryOf, makeReport, SWEEP } from '../../support/sweep/made-report';
import { aRunningTask, someTasks } from '../../support/sweep/sweep-world';

describe('toReport', () => {
  it('says where the trust document is from only in a report by image-trust', () => {
    expect(makeReport(inventoryOf([]), [])).not.toHaveProperty('trustDocumentFrom');
    const overrides = { source: 'command', trustDocumentFrom: 'working-tree' } as const;
    expect(makeReport(inventoryOf([]), [], overrides)).toMatchObject(overrides);
  });

  it('says when, about what, and by which trust document', () => {
    expect(makeReport(inventoryOf([]), [])).toMatchObject({
      deployment: 'dev',
      source: 'sweep',
      sweep: SWEEP,
      startedAt: SWEEP,
      finishedAt: '2026-03-01T12:01:00.000Z',
      trustDocument: TRUST_SHA256,
      changes: null,
      grants: [],
    });
  });

  it('counts each container once, by its verdict', () => {
    const tasks = someTasks(4);
    const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };
    const verdicts = [aTrusted(), anUntrusted(), exempt, aServiceFailure()];
    expect(makeReport(inventoryOf([...tasks, ...someTasks(1)]), verdicts).coverage).toEqual({
      clusters: 1,
      clustersNotRead: 0,
      services: 0,
      tasks: 5,
      containers: 5,
      trusted: 2,
      untrusted: 1,
      exempt: 1,
      notCovered: 1,
    });
  });

  it('rule 3: counts a container without a verdict as not covered', () => {
    const { coverage, images } = makeReport(inventoryOf(someTasks(2)), [aTrusted(), undefined]);
    expect(coverage).toMatchObject({ trusted: 1, notCovered: 1 });
    expect(images[1]).toMatchObject({ verdict: 'inconclusive', reason: 'timed-out', revocationCheckedAt: null });
  });

  it('counts a cluster that could not be read, and names its problem', () => {
    const clusters = [{ clusterArn: CLUSTER, problem: 'access denied' }];
    const report = makeReport(inventoryOf([], { clusters }), []);
    expect(report.coverage.clustersNotRead).toBe(1);
    expect(report.clusters).toEqual([{ cluster: CLUSTER, mode: 'enforce', gate: [], problem: 'access denied' }]);
  });

  it.each<[string, Verdict, boolean]>([
    ['trusted', aTrusted(), true],
    ['untrusted: revoked', anUntrusted('revoked'), true],
    ['untrusted: unsigned', anUntrusted('unsigned'), false],
    ['inconclusive', aServiceFailure(), false],
  ])('says when revocation was checked, if it certainly was: %s', (_kind, verdict, isKnown) => {
    const [image] = makeReport(inventoryOf(someTasks(1)), [verdict]).images;
    expect(image?.revocationCheckedAt).toBe(isKnown ? SWEEP : null);
    expect(image?.verifiedAt).toBe(SWEEP);
  });

  it('lists the exemptions with how much they exempt, the next to end first', () => {
    const image = `public.ecr.aws/vendor/agent@${digestOf('a')}`;
    const containers = [aContainer({ image }), aContainer({ name: 'second', image })];
    const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };
    expect(makeReport(inventoryOf([aRunningTask({ containers })]), [exempt]).exemptions).toMatchObject([
      { name: 'vendor', reason: 'r1', containers: 2 },
      { name: 'later', containers: 0 },
    ]);
  });

  it('lists the grants in force, the next to end first, and no other', () => {
    const grants = [
      anEndedGrant({ id: 'over' }),
      aGrant({ id: 'on', until: NOW + 2 * 60 * MINUTE }),
      aRepositoryGrant({ id: 'next', until: NOW + 60 * MINUTE }),
    ];
    expect(makeReport(inventoryOf([]), [], { grants }).grants).toMatchObject([
      { id: 'next', subject: `${ECR}/shop/web`, until: '2026-03-01T13:00:00.000Z' },
      { id: 'on', subject: `${ECR}/shop/web@${digestOf('a')}`, until: '2026-03-01T14:00:00.000Z' },
    ]);
  });

  it('knows neither modes nor exemptions without a usable trust document', () => {
    const trust: Trust = { kind: 'unusable', reason: 'access denied' };
    const report = makeReport(inventoryOf(someTasks(1)), [], { trust });
    expect(report).toMatchObject({ trustDocument: null, exemptions: [], clusters: [{ mode: null, gate: [] }] });
    expect(report.coverage.notCovered).toBe(1);
  });

  it('says what changed since the previous report', () => {
    const previous = sampleReport();
    const { changes } = makeReport(inventoryOf(someTasks(1)), [aTrusted()], { previous });
    expect(changes?.since).toBe(previous.sweep);
    expect(changes?.list.map(({ kind }) => kind)).toContain('appeared');
  });

  it('writes no path or query that an image name contains', () => {
    const image = `${ECR}/shop/web:1?token=5ecret`;
    const report = makeReport(inventoryOf([aRunningTask({ containers: [aContainer({ image })] })]), [aTrusted()]);
    expect(JSON.stringify(report)).not.toContain('5ecret');
  });
});

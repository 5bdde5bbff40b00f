import type { Report } from '../../../contracts/report/report-schema';
import { importVerdict } from '../../../functions/notify/handle-findings';
import { CLUSTER, digestOf, TASK } from '../../support/domain/domain';
import { aReport, aReportImage, aReportTask, SWEEP } from '../../support/notify/a-report';
import { FINDINGS_PRODUCT as productArn, useFindings } from '../../support/notify/use-findings';

const { hub, ports, sweep, setLatest, states, done, verdictAt, before, trusted } = useFindings();

describe('findings in Security Hub', () => {
  it('are made of verdicts and of reports under the same id', async () => {
    await importVerdict(before, ports());
    await sweep();
    expect(hub.findings()).toHaveLength(1);
    expect(done()).toEqual(['imported 1']);
  });

  it('are updated when the same image is found in another task', async () => {
    await importVerdict(before, ports());
    await importVerdict(verdictAt('2026-03-01T11:30:00.000Z', { task: `${TASK.slice(0, -1)}0` }), ports());
    expect(hub.findings()).toMatchObject([{ LastObservedAt: '2026-03-01T11:30:00.000Z' }]);
  });

  it('are not made of verdicts that are not untrusted', async () => {
    await importVerdict(
      verdictAt('2026-03-01T11:00:00.000Z', { verdict: 'inconclusive', reason: 'timed-out' }),
      ports(),
    );
    expect(hub.requests()).toEqual([]);
  });

  it('are imported by the sweep where a verdict was lost, with every task of the service', async () => {
    const other = `${TASK.slice(0, -1)}0`;
    const since = '2026-02-27T08:00:00.000Z';
    const containers = [{ name: 'web', image: 0, firstSeen: since, announced: true }];
    await sweep({ tasks: [aReportTask(), aReportTask({ task: other, containers })] });
    expect(hub.findings()).toMatchObject([{ FirstObservedAt: since, UpdatedAt: '2026-03-01T12:01:00.000Z' }]);
    expect(
      hub
        .findings()[0]
        ?.Resources?.filter(({ Type }) => Type === 'AwsEcsTask')
        .map(({ Id }) => Id),
    ).toEqual([TASK, other]);
  });

  it('are asked for by product, generator, state and deployment, page by page', async () => {
    for (const digit of ['a', 'b', 'c'])
      await importVerdict(verdictAt('2026-03-01T11:00:00.000Z', { digest: digestOf(digit) }), ports());
    await sweep({ tasks: [] });
    const asked = hub.requests().filter(({ path }) => path === 'POST /findings');
    expect(asked.map(({ body }) => body['NextToken'])).toEqual([undefined, '2']);
    expect(asked[0]?.body['Filters']).toEqual({
      ProductArn: [{ Value: productArn, Comparison: 'EQUALS' }],
      GeneratorId: [{ Value: 'ecs-image-trust/', Comparison: 'PREFIX' }],
      RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
      ProductFields: [{ Key: 'ecs-image-trust/deployment', Value: 'dev', Comparison: 'EQUALS' }],
    });
    expect(done().at(-1)).toBe('archived 3');
  });

  it('are archived when the image is trusted now, without what only Security Hub or people write', async () => {
    await importVerdict(before, ports());
    await sweep(trusted);
    const [finding] = hub.findings();
    expect(finding).toMatchObject({
      RecordState: 'ARCHIVED',
      UpdatedAt: aReport().startedAt,
      Title: expect.stringContaining('Untrusted image'),
    });
    expect(finding).not.toHaveProperty('Workflow');
    expect(finding).not.toHaveProperty('ProductName');
    expect(Object.keys(finding?.ProductFields ?? {}).filter((name) => name.startsWith('aws/'))).toEqual([]);
    expect(finding?.FindingProviderFields?.Severity?.Label).toBe('HIGH');
  });

  it('become active again when the image runs again', async () => {
    await importVerdict(before, ports());
    await sweep(trusted);
    await importVerdict(verdictAt('2026-03-01T13:00:00.000Z'), ports());
    expect(states()).toEqual(['ACTIVE']);
  });

  it.each<[string, Partial<Report>]>([
    [
      'its cluster could not be read',
      { tasks: [], clusters: [{ cluster: CLUSTER, mode: 'audit', gate: [], problem: 'x' }] },
    ],
    [
      'the image is not covered',
      { images: [aReportImage({ verdict: 'inconclusive', reason: 'timed-out', cause: 'service' })] },
    ],
    [
      'the digest that the container runs is not known',
      { images: [aReportImage({ digest: null, verdict: 'inconclusive', reason: 'digest-unknown', cause: 'service' })] },
    ],
  ])('stay active when %s', async (_what, overrides) => {
    await importVerdict(before, ports());
    await sweep(overrides);
    expect(states()).toEqual(['ACTIVE']);
  });

  it('stay active when a verdict came after the sweep began, in whatever order the messages are handled', async () => {
    const after = verdictAt('2026-03-01T12:03:00.000Z');
    await importVerdict(after, ports());
    await sweep({ tasks: [] });
    expect(states()).toEqual(['ACTIVE']);
  });

  it('stay active when an old report is handled once more', async () => {
    await importVerdict(before, ports());
    await sweep(trusted);
    await importVerdict(verdictAt('2026-03-01T12:30:00.000Z'), ports());
    await sweep(trusted);
    expect(states()).toEqual(['ACTIVE']);
  });

  it('stay active when the notice of a sweep is handled after that of a later one, and none is imported again', async () => {
    await importVerdict(before, ports());
    setLatest(new Date(Date.parse(SWEEP) + 3_600_000).toISOString());
    await sweep(trusted);
    expect(states()).toEqual(['ACTIVE']);
    expect(done()).toEqual(['imported 1']);
  });

  it.each([undefined, new Date(Date.parse(SWEEP) - 3_600_000).toISOString()])(
    'are compared with a report although the latest known one is of %s',
    async (latest) => {
      await importVerdict(before, ports());
      setLatest(latest);
      await sweep(trusted);
      expect(states()).toEqual(['ARCHIVED']);
    },
  );

  it('are never compared with the report of another deployment', async () => {
    await expect(sweep({ deployment: 'other' })).rejects.toThrow('expected a report of the deployment dev');
    expect(hub.requests()).toEqual([]);
  });

  it('name a container without a name as events do', async () => {
    await importVerdict(verdictAt('2026-03-01T11:00:00.000Z', { container: '(unnamed)' }), ports());
    const containers = [{ name: '', image: 0, firstSeen: SWEEP, announced: true }];
    await sweep({ tasks: [aReportTask({ containers })] });
    expect(hub.findings()).toHaveLength(1);
  });
});

import { activeFindingsReader } from '../../../adapters/securityhub/active-findings';
import { findingId } from '../../../adapters/securityhub/finding-id';
import { findingImporter } from '../../../adapters/securityhub/import-findings';
import type { Report } from '../../../contracts/report/report-schema';
import { reportKeys } from '../../../contracts/report/report-format';
import { importVerdict, reconcileWithReport, type FindingsPorts } from '../../../functions/notify/handle-findings';
import { CLUSTER, digestOf, TASK, TASK_DEFINITION } from '../../support/domain/domain';
import { aReport, aReportImage, aReportTask, SWEEP } from '../../support/notify/a-report';
import { aVerdictEvent } from '../../support/notify/a-verdict';
import { useSecurityHub } from '../../support/notify/security-hub';

const productArn = 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default';
const notice = { kind: 'swept', sweep: SWEEP, reportKey: reportKeys(SWEEP).json } as const;
const hub = useSecurityHub();

describe('findings in Security Hub', () => {
  let done: string[] = [];
  let report: Report;
  const ports = (): FindingsPorts => ({
    productArn,
    deployment: 'dev',
    importFindings: findingImporter(hub.client()),
    readActiveFindings: activeFindingsReader(hub.client(), { productArn, deployment: 'dev' }),
    readReport: async () => report,
    onFindings: (kind, count) => void done.push(`${kind} ${count}`),
    onSecurityHubOff: () => void done.push('off'),
  });
  const verdictAt = (at: string, overrides: object = {}) => ({
    verdict: aVerdictEvent({ at, ...overrides }),
    service: 'web',
    taskDefinition: TASK_DEFINITION,
  });
  const before = verdictAt('2026-03-01T11:00:00.000Z');
  const sweep = (overrides: Partial<Report> = {}) => {
    report = aReport(overrides);
    return reconcileWithReport(notice, ports());
  };
  const states = () => hub.findings().map(({ RecordState }) => RecordState);
  const trusted = { images: [aReportImage({ verdict: 'trusted', reason: null })] };

  beforeEach(() => {
    done = [];
  });

  it('are made of verdicts and of reports under the same id', async () => {
    await importVerdict(before, ports());
    await sweep();
    expect(hub.findings()).toHaveLength(1);
    expect(done).toEqual(['imported 1']);
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
    expect(done.at(-1)).toBe('archived 3');
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

  it('fail one by one: the others are imported, and the message is retried', async () => {
    const images = [aReportImage(), aReportImage({ digest: digestOf('b') })];
    const containers = images.map((_, image) => ({ name: 'web', image, firstSeen: SWEEP, announced: true }));
    await sweep({ images, tasks: [aReportTask({ containers })] });
    const [bad] = hub.findings().map(({ Id = '' }) => Id);
    hub.refuse(bad ?? '');
    const later = images.map((each) => ({
      ...each,
      reason: 'revoked' as const,
      verifiedAt: '2026-03-01T13:00:00.000Z',
    }));
    await expect(sweep({ images: later, tasks: [aReportTask({ containers })] })).rejects.toThrow(
      `securityhub:BatchImportFindings refused 1 findings: ${bad} (InvalidInput)`,
    );
    expect(hub.findings().map(({ GeneratorId }) => GeneratorId)).toEqual([
      'ecs-image-trust/unsigned',
      'ecs-image-trust/revoked',
    ]);
  });

  it('that are over are archived although others are refused', async () => {
    await importVerdict(before, ports());
    const image = aReportImage({ digest: digestOf('b') });
    const { cluster, service, taskDefinition } = aReportTask();
    hub.refuse(findingId({ ...image, deployment: 'dev', cluster, service, taskDefinition, container: 'web' }));
    await expect(sweep({ images: [image] })).rejects.toThrow('refused 1 findings');
    expect(states()).toEqual(['ARCHIVED']);
  });

  it('are sent in requests of at most 100', async () => {
    const images = Array.from({ length: 101 }, (_, index) =>
      aReportImage({ digest: `sha256:${String(index).padStart(64, '0')}` }),
    );
    const containers = images.map((_, image) => ({ name: 'web', image, firstSeen: SWEEP, announced: true }));
    await sweep({ images, tasks: [aReportTask({ containers })] });
    const imports = hub.requests().filter(({ path }) => path === 'POST /findings/import');
    expect(imports.map(({ body }) => (body['Findings'] as readonly unknown[]).length)).toEqual([100, 1]);
  });

  it.each([
    ['a verdict', () => importVerdict(before, ports())],
    ['a report', () => sweep()],
  ])('are given up for %s where Security Hub is off', async (_what, work) => {
    hub.turnOff();
    await work();
    expect(done).toEqual(['off']);
  });

  it('are retried when access is denied, which is not the same', async () => {
    hub.answerWith(() => ({ status: 403, error: 'AccessDeniedException', body: { Message: 'no' } }));
    await expect(importVerdict(before, ports())).rejects.toThrow('no');
    expect(done).toEqual([]);
  });

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

import { findingId } from '../../../adapters/securityhub/finding-id';
import { importVerdict } from '../../../functions/notify/handle-findings';
import { digestOf } from '../../support/domain/domain';
import { aReportImage, aReportTask, SWEEP } from '../../support/notify/a-report';
import { useFindings } from '../../support/notify/use-findings';

const { hub, ports, sweep, setRemaining, states, done, before, trusted } = useFindings();

describe('findings in Security Hub that fail', () => {
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

  it('that are over are tried again when archiving one of them is refused', async () => {
    await importVerdict(before, ports());
    hub.refuse(hub.findings()[0]?.Id ?? '');
    await expect(sweep(trusted)).rejects.toThrow('refused 1 findings');
    expect(states()).toEqual(['ACTIVE']);
  });

  it('are tried again when the time is short, which is said', async () => {
    setRemaining(10_000);
    await expect(sweep()).rejects.toThrow('the time ended before all findings were compared with the report');
    expect(hub.findings()).toEqual([]);
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
    expect(done()).toEqual(['off']);
  });

  it('are retried when access is denied, which is not the same', async () => {
    hub.answerWith(() => ({ status: 403, error: 'AccessDeniedException', body: { Message: 'no' } }));
    await expect(importVerdict(before, ports())).rejects.toThrow('no');
    expect(done()).toEqual([]);
  });
});

import { toPageData, toScriptJson } from '../../../../adapters/report-page/data/to-page-data';
import { toRows } from '../../../../adapters/report-page/rows/row';
import { commandReport } from '../../../support/report/clean-report';
import { hostileReport } from '../../../support/report/hostile-report';
import { largeReport } from '../../../support/report/large-report';
import { sampleReport } from '../../../support/report/sample-report';

describe('toPageData', () => {
  it('keeps everything that the table shows about a container', () => {
    const report = sampleReport();
    const rows = toRows(toPageData(report));
    const expected = report.tasks.flatMap(({ containers, ...task }) =>
      containers.map((container) => ({ task, container, image: report.images[container.image] })),
    );
    expect(rows).toHaveLength(report.coverage.containers);
    rows.forEach((row, index) => {
      const { task, container, image } = expected[index] ?? {};
      expect(row).toMatchObject({
        image,
        container: container?.name,
        announced: container?.announced,
        taskArn: task?.task,
        clusterArn: task?.cluster,
        service: task?.service,
        owner: task?.owner,
        taskDefinition: task?.taskDefinition,
      });
      expect(new Date(row.firstSeen ?? Number.NaN).toISOString()).toBe(container?.firstSeen);
      expect(row.startedAt).toBe(task?.startedAt ? Date.parse(task.startedAt) : null);
    });
  });

  it('keeps what is null or not started, and daemons', () => {
    const [task] = sampleReport().tasks;
    if (task === undefined) throw new Error('the sample has no task');
    const odd = {
      ...task,
      service: null,
      owner: null,
      taskDefinition: null,
      startedAt: null,
      workload: 'daemon' as const,
    };
    const [row] = toRows(toPageData(sampleReport({ tasks: [odd] })));
    expect(row).toMatchObject({ service: null, owner: null, taskDefinition: null, startedAt: null, daemon: true });
  });

  it('keeps that it is not known when a verdict was first seen and whether it was announced', () => {
    const rows = toRows(toPageData(commandReport()));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toMatchObject({ firstSeen: null, announced: null });
  });

  it('makes every text visible and short', () => {
    const text = JSON.stringify(toPageData(hostileReport()));
    expect(text).not.toMatch(/[\u202E\u2066\u2028]|A{1001}/);
    expect(text).toContain('u{202e}');
  });

  it('needs less than 1 MB for 5,000 tasks', () => {
    expect(toScriptJson(toPageData(largeReport(5_000))).length).toBeLessThan(1_000_000);
  });
});

describe('toScriptJson', () => {
  it('has no character that could end a script element or a line, and keeps the value', () => {
    const value = { text: '</script><!--&\u2028\u2029"\\' };
    const json = toScriptJson(value);
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual(value);
  });
});

import { inventoryOf, modesIn, verdictsIn } from '../../../../cli/shared/preview/reported-inventory';
import { serviceNameOf, workloadKindFor } from '../../../../verification';
import { clusterArn } from '../../../support/report/report-parts';
import { sampleReport } from '../../../support/report/sample-report';

const report = sampleReport();
const inventory = inventoryOf(report);

describe('inventoryOf', () => {
  it('lists the clusters, services and tasks of a report', () => {
    const { clusters, services, tasks } = report.coverage;
    expect(inventory.clusters).toHaveLength(clusters);
    expect(inventory.clusters.at(-1)?.problem).toContain('AccessDenied');
    expect(inventory.services).toHaveLength(services);
    expect(inventory.tasks).toHaveLength(tasks);
    expect(inventory.tasks.flatMap(({ containers }) => containers)).toHaveLength(report.coverage.containers);
  });

  it('keeps the service, the kind of workload and the owner of each task', () => {
    const kept = inventory.tasks.map((task) => [serviceNameOf(task) ?? null, workloadKindFor(task), task.owner]);
    expect(kept).toEqual(report.tasks.map(({ service, workload, owner }) => [service, workload, owner]));
  });

  it('leaves out a container whose image the report lacks', () => {
    const [task] = report.tasks;
    if (task === undefined) throw new Error('expected a task');
    const lacking = { ...task, startedAt: null, containers: task.containers.map((each) => ({ ...each, image: 99 })) };
    expect(inventoryOf({ ...report, tasks: [lacking] }).tasks).toMatchObject([{ startedAt: null, containers: [] }]);
  });
});

describe('verdictsIn', () => {
  it('finds the verdict on each container of the report', () => {
    const verdictNow = verdictsIn(report);
    const found = inventory.tasks.flatMap(({ containers }) => containers.map((each) => verdictNow(each)?.verdict.kind));
    const expected = report.tasks.flatMap(({ containers }) =>
      containers.map(({ image }) => report.images[image]?.verdict),
    );
    expect(found).toEqual(expected);
  });

  it('is null for another digest, and without a report', () => {
    const container = inventory.tasks[0]?.containers[0];
    if (container === undefined) throw new Error('expected a container');
    expect(verdictsIn(report)({ ...container, imageDigest: null })).toBeNull();
    expect(verdictsIn(undefined)(container)).toBeNull();
  });

  it('tells containers without an image apart by their names', () => {
    const [task] = report.tasks;
    const [image] = report.images;
    const [first] = task?.containers ?? [];
    if (task === undefined || image === undefined || first === undefined) throw new Error('expected a container');
    const images = [{ ...image, image: null, digest: null }];
    const verdictNow = verdictsIn({
      ...report,
      images,
      tasks: [{ ...task, containers: [{ ...first, name: 'agent' }] }],
    });
    expect(verdictNow({ name: 'agent', image: null, imageDigest: null })).not.toBeNull();
    expect(verdictNow({ name: 'other', image: null, imageDigest: null })).toBeNull();
  });
});

describe('modesIn', () => {
  it('has the clusters whose mode is known', () => {
    const clusters = report.clusters.map((each, index) => (index === 0 ? { ...each, mode: null } : each));
    expect(modesIn({ ...report, clusters }).get(clusterArn('shop'))).toBeUndefined();
    expect(modesIn(report).get(clusterArn('shop'))).toBe('enforce');
    expect(modesIn(undefined).size).toBe(0);
  });
});

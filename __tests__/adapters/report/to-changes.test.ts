import { changesSince } from '../../../adapters/report/to-changes';
import { MAX_CHANGES } from '../../../contracts/report/report-format';
import type { Report } from '../../../contracts/report/report-schema';
import { sampleReport } from '../../support/report/sample-report';

type Image = Report['images'][number];
type Task = Report['tasks'][number];

const BASE = sampleReport();

const imageOf = (name: string, verdict: Image['verdict'], reason: Image['reason'] = null): Image => {
  const [first] = BASE.images;
  if (first === undefined) throw new Error('expected an image in the sample');
  return { ...first, image: name, digest: `sha256:${'a'.repeat(64)}`, verdict, reason };
};

/** A report of one service in one cluster that runs these images, one in each task. */
const reportWith = (images: readonly Image[], overrides: Partial<Report> = {}): Report => {
  const [task] = BASE.tasks;
  if (task === undefined) throw new Error('expected a task in the sample');
  const containers = (image: number): Task['containers'] =>
    task.containers.slice(0, 1).map((each) => ({ ...each, image }));
  const tasks = images.map((_, index) => ({ ...task, containers: containers(index) }));
  return { ...BASE, images, tasks, ...overrides };
};

const changes = (before: Report, after: Report) =>
  changesSince(before, after).list.map(({ kind, image, before: was, after: is }) => [
    kind,
    image,
    was?.verdict ?? null,
    is?.verdict ?? null,
  ]);

describe('changesSince', () => {
  it('names what appeared, is gone or has another verdict, the gravest first', () => {
    const before = reportWith([imageOf('kept', 'trusted'), imageOf('old', 'trusted'), imageOf('web', 'trusted')]);
    const after = reportWith([
      imageOf('kept', 'trusted'),
      imageOf('new', 'trusted'),
      imageOf('web', 'untrusted', 'revoked'),
      imageOf('down', 'inconclusive', 'registry-unavailable'),
    ]);
    expect(changes(before, after)).toEqual([
      ['verdict-changed', 'web', 'trusted', 'untrusted'],
      ['appeared', 'down', null, 'inconclusive'],
      ['appeared', 'new', null, 'trusted'],
      ['gone', 'old', 'trusted', null],
    ]);
  });

  it('says since when, and nothing about what is the same', () => {
    const report = reportWith([imageOf('web', 'trusted')]);
    expect(changesSince(report, report)).toEqual({ since: report.sweep, list: [], more: 0 });
  });

  it('counts another reason as another verdict', () => {
    const before = reportWith([imageOf('web', 'untrusted', 'unsigned')]);
    const after = reportWith([imageOf('web', 'untrusted', 'revoked')]);
    expect(changes(before, after)).toEqual([['verdict-changed', 'web', 'untrusted', 'untrusted']]);
  });

  it('does not count tasks: more or fewer of them are no change', () => {
    const one = reportWith([imageOf('web', 'trusted')]);
    expect(changes(one, { ...one, tasks: [...one.tasks, ...one.tasks] })).toEqual([]);
  });

  it('keeps the gravest verdict where one image of a service has several, in whichever order', () => {
    const [good, bad] = [imageOf('web', 'trusted'), imageOf('web', 'untrusted', 'revoked')];
    for (const images of [
      [good, bad],
      [bad, good],
    ])
      expect(changes(reportWith([good]), reportWith(images))).toEqual([
        ['verdict-changed', 'web', 'trusted', 'untrusted'],
      ]);
  });

  it('keeps services apart', () => {
    const before = reportWith([imageOf('web', 'trusted')]);
    const tasks = before.tasks.map((task) => ({ ...task, service: null }));
    expect(changes(before, { ...before, tasks }).map(([kind]) => kind)).toEqual(['appeared', 'gone']);
  });

  it.each(['before', 'after'] as const)('leaves out a cluster that could not be read %s', (which) => {
    const problem = 'access denied';
    const withTask = reportWith([imageOf('web', 'trusted')]);
    const cluster = withTask.tasks[0]?.cluster;
    const clusters = BASE.clusters.map((each) => (each.cluster === cluster ? { ...each, problem } : each));
    const unread = reportWith([], { clusters });
    expect(which === 'before' ? changes(unread, withTask) : changes(withTask, unread)).toEqual([]);
  });

  it('lists no more changes than a report may, and counts the others', () => {
    const after = reportWith(Array.from({ length: MAX_CHANGES + 3 }, (_, index) => imageOf(`web-${index}`, 'trusted')));
    const { list, more } = changesSince(reportWith([]), after);
    expect([list.length, more]).toEqual([MAX_CHANGES, 3]);
  });
});

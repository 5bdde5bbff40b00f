import { describeRunning } from '../../../../cli/commands/plan/describe-running';
import type { ForeseenRunning } from '../../../../cli/commands/plan/foresee-running';
import { renderText } from '../../../../cli/commands/plan/report/render-text';

const none = { containers: 0, tasks: 0, services: 0, clusters: 0 };
const some = { containers: 5, tasks: 4, services: 2, clusters: 1 };

const aForeseen = (overrides: Partial<ForeseenRunning> = {}): ForeseenRunning => ({
  reportOf: '2026-11-26T12:00:00.000Z',
  ...{ running: some, untrusted: none, enforced: none, notKnown: none, passes: none, unaffected: some },
  ...{ responses: { stop: none, 'roll-back': none, report: none }, gated: none },
  ...{ unread: [], owners: [], clusters: [], exemptions: [] },
  ...overrides,
});

const textOf = (running: ForeseenRunning | undefined): string =>
  renderText({
    title: '',
    lead: [],
    blocks: [{ title: 'What runs', lines: describeRunning(running), foldable: false }],
  });

describe('describeRunning', () => {
  it('says nothing without a report', () => {
    expect(describeRunning(undefined)).toEqual([]);
  });

  it('names the report, and says that nothing is verified', () => {
    const text = textOf(aForeseen());
    expect(text).toContain('By the report of the sweep of 2026-11-26T12:00:00.000Z, without verifying anything');
    expect(text).toContain('nothing that runs is known to become or stay untrusted');
    expect(text).not.toContain('not known without verifying');
  });

  it('counts what is untrusted, and alerts where a cluster enforces', () => {
    const counts = 'untrusted: 4 tasks in 2 services of 1 cluster; in clusters that enforce: ';
    expect(textOf(aForeseen({ untrusted: some }))).toContain(`    ${counts}0 tasks`);
    const enforced = textOf(aForeseen({ untrusted: some, enforced: some }));
    expect(enforced).toContain(`  ! runs untrusted images in enforce: ${counts}4 tasks`);
  });

  it.each<[string, Partial<ForeseenRunning>, string]>([
    ['images', { notKnown: some }, '4 tasks in 2 services of 1 cluster; not read: 0 clusters'],
    ['clusters', { unread: [{ clusterArn: 'a', problem: 'p' }] }, '0 clusters; not read: 1 cluster'],
  ])('never counts %s that are not known as good', (_, fields, words) => {
    expect(textOf(aForeseen(fields))).toContain(`${words}; run npx image-trust preview`);
  });

  it('names the exemptions whose end makes something untrusted', () => {
    const until = '2027-01-01T00:00:00.000Z';
    const ending = { name: 'vendor', until, covered: some, untrusted: some, notKnown: none, findings: [] };
    const text = textOf(aForeseen({ exemptions: [ending, { ...ending, name: 'harmless', untrusted: none }] }));
    expect(text).toContain(`when exemption vendor ends at ${until}, untrusted: 4 tasks`);
    expect(text).not.toContain('harmless');
  });
});

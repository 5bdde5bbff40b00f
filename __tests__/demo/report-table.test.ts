import { reportTable } from '../../demo/report-table';
import type { PlayedScene } from '../../demo/play-scene';
import { answersOf } from '../../demo/scene-answer';
import { demoLine } from '../support/environment/demo-evidence';

const played = (line: Parameters<typeof demoLine>[0], overrides: Partial<PlayedScene> = {}): PlayedScene => ({
  scene: {
    name: 'a-scene',
    explanation: 'A sentence.',
    setUp: async () => [],
    expected: { containers: [] },
  },
  answers: answersOf([demoLine(line)], [{ taskArn: demoLine().task, containers: [{ name: 'web' }] }]),
  problems: [],
  milliseconds: 42,
  ...overrides,
});

const rowOf = (...scenes: Parameters<typeof played>): string => reportTable([played(...scenes)]).split('\n')[1] ?? '';

describe('the table of the demo', () => {
  it('shows an image without its own registry and with the beginning of its digest', () => {
    expect(rowOf({})).toMatch(/^a-scene +demo\/app:v1@abababa +untrusted +unsigned +reported +42$/);
  });

  it('shows both ends of a name that is too long', () => {
    const image = `registry.example/${'long/'.repeat(20)}app:v1`;
    expect(rowOf({ image })).toMatch(/^a-scene +registry….*\/app:v1@abababa +untrusted/);
    expect(rowOf({ image }).length).toBeLessThan(120);
  });

  it('says when an inconclusive verdict is asked for again', () => {
    const row = rowOf(
      { verdict: 'inconclusive', reason: 'throttled', cause: 'service', response: 'recorded' },
      { comesBackAfter: 30 },
    );
    expect(row).toMatch(/ throttled \(cause service\) +recorded, again in 30 s +42$/);
  });

  it('shows the rule of what is exempt', () => {
    expect(rowOf({ verdict: 'exempt', reason: null, rule: 'log-router', response: 'recorded' })).toMatch(
      / exempt +log-router +recorded +42$/,
    );
  });

  it('counts, marks and explains what is not as expected', () => {
    const text = reportTable([played({}), played({}, { problems: ['answers: expected one, found another'] })]);
    expect(text).toContain('\na-scene (!) ');
    expect(text).toContain('Not as expected:\n  a-scene: answers: expected one, found another\n');
    expect(text).toContain('\n1 of 2 scenes gave the expected verdict\n');
  });
});

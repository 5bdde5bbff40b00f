import { reportTable } from '../../demo/report-table';
import { toContainerOutcomes } from '../../demo/container-outcome';
import type { SceneResult } from '../../demo/run-scene';
import { demoLine } from '../support/environment/demo-evidence';

const resultOf = (line: Parameters<typeof demoLine>[0], overrides: Partial<SceneResult> = {}): SceneResult => ({
  scene: {
    name: 'a-scene',
    explanation: 'A sentence.',
    setUp: async () => [],
    expected: { containers: [] },
  },
  containers: toContainerOutcomes([demoLine(line)], [{ taskArn: demoLine().task, containers: [{ name: 'web' }] }]),
  problems: [],
  milliseconds: 42,
  ...overrides,
});

const rowOf = (...input: Parameters<typeof resultOf>): string => reportTable([resultOf(...input)]).split('\n')[1] ?? '';

describe("the demo's report", () => {
  it('has column titles', () => {
    expect(reportTable([resultOf({})])).toMatch(/^SCENE +IMAGE +VERDICT +REASON +RESPONSE +MS\n/);
  });

  it("shows an image without the account's own registry and with the start of its digest", () => {
    expect(rowOf({})).toMatch(/^a-scene +demo\/app:v1@abababa +untrusted +unsigned +reported +42$/);
  });

  it('shortens a long image name in the middle', () => {
    const image = `registry.example/${'long/'.repeat(20)}app:v1`;
    expect(rowOf({ image })).toMatch(/^a-scene +registry….*\/app:v1@abababa +untrusted/);
    expect(rowOf({ image }).length).toBeLessThan(120);
  });

  it('says when verification is retried after an inconclusive verdict', () => {
    const row = rowOf(
      { verdict: 'inconclusive', reason: 'throttled', cause: 'service', response: 'recorded' },
      { retriedAfterSeconds: 30 },
    );
    expect(row).toMatch(/ throttled \(cause service\) +recorded, retried in 30 s +42$/);
  });

  it('shows the rule that exempts a container', () => {
    expect(rowOf({ verdict: 'exempt', reason: null, rule: 'log-router', response: 'recorded' })).toMatch(
      / exempt +log-router +recorded +42$/,
    );
  });

  it('counts, marks and explains scenes that are not as expected', () => {
    const problems = ['containers: expected one, found another'];
    const text = reportTable([resultOf({}), resultOf({}, { problems })]);
    expect(text).toContain('\na-scene (!) ');
    expect(text).toContain('Not as expected:\n  a-scene: containers: expected one, found another\n');
    expect(text).toContain('\n1 of 2 scenes gave the expected verdict\n');
  });
});

import { SCENES } from '../../demo/scenes';
import { type DemoOutcome, runDemo } from '../support/environment/run-demo';

/** Which mistakes of other verifiers a scene shows not to be made here. */
const MISTAKES: Readonly<Record<string, readonly number[]>> = {
  stranger: [1],
  'look-alike': [1],
  'partner-registry': [1],
  'tag-moved': [3],
  'registry-throttled': [4],
  'registry-down': [4],
  'registry-hanging': [4],
  'signer-throttled': [4],
  'five-containers': [5, 21],
  'guardduty-sidecar': [10],
  'enforce-service': [11],
  'signed-index': [17],
  'crafted-plugin': [20],
  'crafted-version': [20],
  'crafted-log-lines': [20],
};

const titles = SCENES.flatMap(({ name, explanation }) => {
  const prefixes = MISTAKES[name]?.map((mistake) => `mistake ${mistake}: `) ?? [''];
  return prefixes.map((prefix) => [`${prefix}${name}: ${explanation}`, name]);
});

interface Report {
  readonly scenes: readonly { readonly scene: string; readonly problems: readonly string[] }[];
  readonly passed: number;
  readonly failed: number;
}

describe('the demo', () => {
  let outcome: DemoOutcome;
  let report: Report;

  beforeAll(async () => {
    outcome = await runDemo(['--json']);
    report = JSON.parse(outcome.stdout) as Report;
  }, 240_000);

  it.each(titles)('%s', (_, name) => {
    expect(report.scenes.find(({ scene }) => scene === name)).toMatchObject({ problems: [] });
  });

  it('ends well, and says nothing but JSON to a program', () => {
    expect([outcome.status, report.passed, report.failed]).toEqual([0, SCENES.length, 0]);
  });

  it('tells a person how far it is', () => {
    expect(outcome.stderr).toContain(`[${SCENES.length}/${SCENES.length}] `);
  });

  it('names mistakes of scenes that are there', () => {
    const names = SCENES.map(({ name }) => name);
    expect(Object.keys(MISTAKES).filter((name) => !names.includes(name))).toEqual([]);
  });
});

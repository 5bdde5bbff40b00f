import { SCENES } from '../../demo/scenes';
import { type DemoOutcome, runDemo } from '../support/environment/run-demo';

/** The rules of docs/rules.md that a scene demonstrates. */
const RULES: Readonly<Record<string, readonly number[]>> = {
  'tampered-signature': [2],
  'another-images-signature': [2],
  'bad-beside-good': [2],
  'bad-beside-unchecked': [1],
  'crafted-plugin': [2],
  'crafted-version': [2],
  'newer-plugin': [1],
  'crafted-log-lines': [4],
  'junk-beside-good': [2],
  'tag-moved': [5],
  'five-containers': [1, 9],
  exempt: [10],
  'unknown-registry': [6],
  'look-alike': [6],
  'partner-registry': [6],
  'registry-throttled': [1],
  'registry-down': [1],
  'registry-hanging': [1],
  'image-deleted': [1],
  'signer-throttled': [1],
  'enforce-standalone': [8],
  'enforce-service-rollback': [8],
  'gate-unsigned': [8],
  'gate-outage': [1],
  'gate-outage-lasting': [1],
  'gate-tag-moved': [5],
  'break-glass': [10],
  'sweep-revoked': [8],
  'sweep-registry-down': [1],
};

const titles = SCENES.flatMap(({ name, explanation }) => {
  const prefixes = RULES[name]?.map((rule) => `rule ${rule}: `) ?? [''];
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

  it('exits with 0 and prints only JSON on stdout with --json', () => {
    expect([outcome.status, report.passed, report.failed]).toEqual([0, SCENES.length, 0]);
  });

  it('prints its progress on stderr', () => {
    expect(outcome.stderr).toContain(`[${SCENES.length}/${SCENES.length}] `);
  });

  it('has a scene for every name in the list of rules', () => {
    const names = SCENES.map(({ name }) => name);
    expect(Object.keys(RULES).filter((name) => !names.includes(name))).toEqual([]);
  });
});

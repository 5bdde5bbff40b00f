import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseReport } from '../../contracts/report/parse-report';
import { DEMO_DEPLOYMENT } from '../../demo/demo-deployment';
import { profileArn } from '../../demo/demo-account';
import type { Preview } from '../../verification';
import { endDemo, outputOf, type RunningDemo, startDemo } from '../support/environment/run-demo';
import { runCommand } from '../support/process/run-command';

const IMAGE_TRUST = resolve(__dirname, '../../bin/image-trust.js');

jest.setTimeout(180_000);

describe('commands about everything that runs', () => {
  let demo: RunningDemo;
  let source: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-and-preview-'));
    mkdirSync(join(folder, 'deployments'));
    // The commands run in a checkout of the project only.
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'ecs-image-trust' }));
    demo = startDemo(['--keep', '--scene', 'signed', '--report', join(folder, 'demo-report')]);
    source = /^source .*$/m.exec(await outputOf(demo))?.[0] ?? '';
  }, 240_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await endDemo(demo);
  });

  const writeDeployment = (overrides: Partial<typeof DEMO_DEPLOYMENT> = {}): void =>
    writeFileSync(join(folder, 'deployments/demo.json'), JSON.stringify({ ...DEMO_DEPLOYMENT, ...overrides }));

  beforeEach(() => writeDeployment());

  const imageTrust = (...args: readonly string[]) =>
    runCommand('bash', ['-c', `${source}\nexec node "$0" "$@"`, IMAGE_TRUST, ...args], {
      cwd: folder,
      env: process.env,
    });

  // What the demo starts: 4 tasks of web (trusted), 2 of search (unsigned), 1 of offers (another signer), 2 of payments, whose
  // registry fails, and a log router beside web and search that an exemption covers.
  const COVERAGE = { untrusted: 4, exempt: 6, notCovered: 2, clustersNotRead: 0 };

  it('report --json prints the latest report of the sweep', async () => {
    const { status, stdout } = await imageTrust('report', '--json');
    expect(status).toBe(0);
    expect(parseReport(stdout, 'stdout')).toMatchObject({ source: 'sweep', coverage: COVERAGE });
  });

  it('report --now verifies what runs, by the deployed trust document, and writes a page', async () => {
    const { status, stdout } = await imageTrust('report', '--now', '--fail-on', 'untrusted', '--json');
    expect(status).toBe(1);
    const made = parseReport(stdout, 'stdout');
    const swept = parseReport(readFileSync(join(folder, 'demo-report/report.json'), 'utf8'), 'report.json');
    const { trustDocument, coverage } = swept;
    expect(made).toMatchObject({ source: 'command', trustDocument, coverage, changes: { since: swept.sweep } });
    expect(await imageTrust('report', '--output', 'report.html')).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  const preview = async (...args: readonly string[]) => {
    const { status, stdout } = await imageTrust('preview', '--json', ...args);
    return { status, preview: JSON.parse(stdout) as Preview };
  };

  it('preview says what enforce would break, and what a removed signer would', async () => {
    const before = await preview('--fail-on', 'untrusted');
    expect(before).toMatchObject({
      status: 1,
      preview: {
        untrusted: { tasks: 4, services: 3, clusters: 1 },
        notKnown: { tasks: 2, services: 1 },
        exemptions: [{ name: 'log-router', covered: { tasks: 6 }, untrusted: { tasks: 6 } }],
      },
    });
    const { demo: policy } = DEMO_DEPLOYMENT.policies;
    writeDeployment({
      policies: { ...DEMO_DEPLOYMENT.policies, demo: { ...policy, signers: [profileArn('demo_unused')] } },
    });
    const after = await preview();
    expect(after.status).toBe(0);
    const web = after.preview.owners.flatMap(({ findings }) => findings).find(({ service }) => service === 'web');
    expect(web).toMatchObject({
      tasks: 4,
      before: { verdict: { kind: 'trusted' } },
      after: { verdict: { kind: 'untrusted' } },
    });
  });

  it('preview takes what runs from a saved report', async () => {
    const { preview: saved } = await preview('--report', 'demo-report/report.json');
    expect(saved).toMatchObject({ untrusted: { tasks: 4, services: 3, clusters: 1 } });
  });
});

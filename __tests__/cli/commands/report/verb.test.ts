import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderCsv } from '../../../../cli/commands/report/render-csv';
import type { ReportPorts } from '../../../../cli/commands/report/report-ports';
import { reportWith } from '../../../../cli/commands/report/verb';
import { ToolFailure } from '../../../../cli/shared/failure';
import type { Report } from '../../../../contracts/report/report-schema';
import { aLoadedTrust, anUntrusted, aServiceFailure, CLUSTER } from '../../../support/domain/domain';
import { deploymentInput } from '../../../support/deployment/deployment';
import { cleanReport } from '../../../support/report/clean-report';
import { sampleReport } from '../../../support/report/sample-report';
import { inProject, listening } from '../../shared/terraform/in-project';
import { anInventory, runningPorts } from '../../shared/running/running-under-test';

const { stdout, stderr } = listening();
const write = inProject();
beforeEach(() => write(deploymentInput()));

const SWEEP = Date.parse(sampleReport().sweep);

const report = (overrides: Partial<ReportPorts>, ...args: readonly string[]): Promise<number> => {
  const pages = { renderPage: async () => '<!doctype html>', open: async () => true };
  return reportWith(() => ({ ...runningPorts(), ...pages, ...overrides }), {})(args);
};

const latest = { readLatest: async () => sampleReport(), now: () => SWEEP };
const printed = (): Report => JSON.parse(stdout()) as Report;

describe('image-trust report', () => {
  it('prints the latest report of the sweep', async () => {
    expect(await report(latest)).toBe(0);
    expect(stdout()).toContain('covered');
    expect(stderr()).toBe('');
  });

  it('warns about a report that is older than two periods of the sweep', async () => {
    await report({ ...latest, now: () => SWEEP + 121 * 60_000 });
    expect(stderr()).toContain('warning: this report is 2 hours old');
  });

  it('warns about an old report where the sweep is off', async () => {
    write({ ...deploymentInput(), sweep: 'off' });
    expect(await report({ ...latest, now: () => SWEEP + 3 * 86_400_000 })).toBe(0);
    expect(stderr()).toContain('warning: this report is 3 days old, and the sweep is off');
  });

  it.each([
    ['on', 60, 60 * 60_000, 0],
    ['on', 60, 121 * 60_000, 3],
    ['off', 0, 25 * 3_600_000, 3],
  ])(
    'with the sweep %s, --fail-on not-covered ends with 3 only if the report is old',
    async (...[, every, age, status]) => {
      write({ ...deploymentInput(), sweep: every === 0 ? 'off' : { everyMinutes: every } });
      const ports = { readLatest: async () => cleanReport(), now: () => SWEEP + age };
      expect(await report(ports, '--fail-on', 'not-covered')).toBe(status);
      expect(stderr().includes('exit code 3: an old report does not say what runs now')).toBe(status === 3);
      expect(await report(ports, '--fail-on', 'untrusted')).toBe(0);
    },
  );

  it('ends with 1 for an old report with something untrusted', async () => {
    expect(await report({ ...latest, now: () => SWEEP + 86_400_000 }, '--fail-on', 'not-covered')).toBe(1);
    expect(stderr()).not.toContain('exit code 3');
  });

  it('makes a report where there is none yet, and says so', async () => {
    expect(await report({}, '--json')).toBe(0);
    expect(printed()).toMatchObject({ source: 'command', coverage: { tasks: 1 }, changes: null });
    expect(stderr()).toContain('there is no report of a sweep yet');
    expect(stderr()).toContain(
      'no report names a deployed trust document, so the deployment file in the working tree decides',
    );
  });

  it('says why the deployment file in the working tree decides', async () => {
    const readTrustDocument = () => Promise.reject(new ToolFailure('refused', 'AccessDenied'));
    await report({ ...latest, readTrustDocument }, '--now', '--json');
    expect(printed()).toMatchObject({ trustDocumentFrom: 'working-tree' });
    expect(stderr()).toContain(
      'the deployed trust document cannot be read (AccessDenied), so the deployment file in the working tree decides',
    );
  });

  it('makes a report with --now, with what changed since the latest one', async () => {
    await report({ ...latest }, '--now', '--json');
    expect(printed()).toMatchObject({ source: 'command', changes: { since: sampleReport().sweep } });
  });

  it('makes a report by the deployed trust document, and says so', async () => {
    const { document, sha256 } = aLoadedTrust();
    await report({ ...latest, readTrustDocument: async () => ({ document, sha256 }) }, '--now', '--json');
    expect(printed()).toMatchObject({ trustDocument: sha256, trustDocumentFrom: 'deployment' });
  });

  it('makes a report with --now although the latest one cannot be read', async () => {
    const readLatest = () => Promise.reject(new ToolFailure('refused', 'AccessDenied'));
    expect(await report({ readLatest }, '--now', '--json')).toBe(0);
    expect(stderr()).toContain('changes since the previous report are not known: AccessDenied');
  });

  it('fails if S3 refuses the latest report', async () => {
    const readLatest = () => Promise.reject(new ToolFailure('refused', 'AccessDenied'));
    expect(await report({ readLatest })).toBe(4);
    expect(stdout()).toBe('');
    expect(stderr()).toContain('AccessDenied; or make a report from what runs, with --now');
  });

  it.each([
    ['html', '<!doctype html>'],
    ['json', '"version": 1'],
    ['csv', '"cluster","service"'],
  ])('writes a file that ends in .%s', async (format, text) => {
    expect(await report(latest, '--output', `report.${format}`)).toBe(0);
    expect(readFileSync(`report.${format}`, 'utf8')).toContain(text);
    expect(readdirSync('.').filter((file) => file.endsWith('.tmp'))).toEqual([]);
    expect(stdout()).toBe('');
  });

  it('refuses a file whose name says no format', async () => {
    await expect(report(latest, '--output', 'report.pdf')).rejects.toThrow('ends in .html, .json or .csv');
    expect(existsSync('report.pdf')).toBe(false);
  });

  it('opens a page that only this user can read, and prints its path', async () => {
    const open = jest.fn(async () => true);
    await report({ ...latest, open }, '--open');
    const file = stdout().trim();
    expect(open).toHaveBeenCalledWith(file);
    expect(statSync(file).mode & 0o077).toBe(0);
    rmSync(dirname(file), { recursive: true });
  });

  it('says that no browser could be opened, and prints the path all the same', async () => {
    expect(await report({ ...latest, open: async () => false }, '--open')).toBe(0);
    expect(stderr()).toContain('open the file yourself');
    const file = stdout().trim();
    expect(readFileSync(file, 'utf8')).toBe('<!doctype html>');
    rmSync(dirname(file), { recursive: true });
  });

  it('prints CSV whose rows end as RFC 4180 says', async () => {
    expect(await report(latest, '--csv')).toBe(0);
    expect(stdout()).toBe(renderCsv(sampleReport()));
  });

  const unread = anInventory({ clusters: [{ clusterArn: CLUSTER, problem: 'AccessDenied' }] });
  it.each([
    ['untrusted', {}, 0],
    ['untrusted', { findVerifier: async () => async () => anUntrusted() }, 1],
    ['untrusted', { findVerifier: async () => async () => aServiceFailure() }, 0],
    ['not-covered', { findVerifier: async () => async () => aServiceFailure() }, 3],
    ['not-covered', { findVerifier: async () => async () => anUntrusted() }, 1],
    ['not-covered', { takeInventory: async () => unread }, 3],
    ['not-covered', {}, 0],
  ] as const)('with --fail-on %s, the exit code follows from the coverage', async (failOn, ports, status) => {
    write({
      ...deploymentInput(),
      policies: {
        shop: {
          repositories: ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/*'],
          signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/release'],
        },
      },
    });
    expect(await report(ports, '--now', '--json', '--fail-on', failOn)).toBe(status);
  });
});

import { writeFileSync } from 'node:fs';
import { previewWith } from '../../../../cli/commands/preview/verb';
import { ToolFailure } from '../../../../cli/shared/failure';
import type { RunningPorts } from '../../../../cli/shared/running/running-ports';
import type { Preview } from '../../../../verification';
import { anUntrusted, aServiceFailure, ECR, NOW, SIGNER } from '../../../support/domain/domain';
import { deploymentInput } from '../../../support/deployment/deployment';
import { sampleReport } from '../../../support/report/sample-report';
import { inProject, listening } from '../../shared/terraform/in-project';
import { runningPorts } from '../../shared/running/running-under-test';

const { stdout, stderr } = listening();
const write = inProject();
const policies = { shop: { repositories: [`${ECR}/shop/*`], signers: [SIGNER] } };
beforeEach(() => write({ ...deploymentInput(), policies }));

const preview = (overrides: Partial<RunningPorts>, ...args: readonly string[]): Promise<number> =>
  previewWith(() => runningPorts(overrides), {})(args);

const printed = (): Preview & { readonly reportOf: string | null } =>
  JSON.parse(stdout()) as Preview & { readonly reportOf: string | null };

const untrusted = { findVerifier: async () => async () => anUntrusted('unsigned') };
const down = { findVerifier: async () => async () => aServiceFailure() };

describe('image-trust preview', () => {
  it('says that nothing is untrusted', async () => {
    expect(await preview({})).toBe(0);
    expect(stdout()).toContain('Nothing that was verified is untrusted. What runs: 1 task in 1 service of 1 cluster.');
    expect(stderr()).toContain('the current verdicts are not known');
  });

  it('says what enforce would break, by owner', async () => {
    expect(await preview(untrusted)).toBe(0);
    expect(stdout()).toContain('Untrusted by this deployment file: 1 task in 1 service of 1 cluster.');
    expect(stdout()).toContain('In every cluster, enforce would only report 1 task.');
    expect(stdout()).toContain('team-web');
    expect(stdout()).toContain('pay/web (1 task)');
  });

  it('prints Markdown with a marker of its own', async () => {
    await preview(untrusted, '--markdown');
    expect(stdout()).toMatch(/^<!-- image-trust preview: dev -->/);
  });

  it('continues without the current verdicts if the report cannot be read', async () => {
    const readLatest = () => Promise.reject(new ToolFailure('refused', 'AccessDenied'));
    expect(await preview({ readLatest })).toBe(0);
    expect(stderr()).toContain('the current verdicts are not known: AccessDenied');
  });

  it('takes what runs from a saved report', async () => {
    writeFileSync('report.json', JSON.stringify(sampleReport()));
    await preview(
      { takeInventory: () => Promise.reject(new Error('not to be called')) },
      '--report',
      'report.json',
      '--json',
    );
    expect(printed()).toMatchObject({ reportOf: sampleReport().sweep, running: { tasks: 20 } });
  });

  it('names the report that it takes what runs from, and its age', async () => {
    const sweep = new Date(NOW - 5 * 3_600_000).toISOString();
    writeFileSync('report.json', JSON.stringify(sampleReport({ sweep })));
    await preview({}, '--report', 'report.json');
    expect(stdout()).toContain(
      `What runs, and the current verdicts, are those of the report of ${sweep}, 5 hours old.`,
    );
  });

  it.each([{ account: '999988887777' }, { region: 'us-east-1' }])(
    'refuses a report of another place: %j',
    async (other) => {
      writeFileSync('report.json', JSON.stringify(sampleReport(other)));
      await expect(preview({}, '--report', 'report.json')).rejects.toThrow(
        /^--report report.json: expected a report of account 111122223333 in eu-west-1, found one of account /,
      );
    },
  );

  it('refuses a report that is none', async () => {
    writeFileSync('report.json', '{}');
    await expect(preview({}, '--report', 'report.json')).rejects.toThrow('report.json');
    await expect(preview({}, '--report', 'missing.json')).rejects.toThrow('expected a readable file');
  });

  it('verifies what an exemption covers as if it had ended', async () => {
    const vendor = { repositories: [`${ECR}/shop/web`], reason: 'signed from June on', until: '2999-06-01' };
    write({ ...deploymentInput(), policies, exemptions: { vendor } });
    await preview(untrusted, '--json');
    expect(printed()).toMatchObject({
      untrusted: { tasks: 0 },
      exemptions: [{ name: 'vendor', covered: { tasks: 1 }, untrusted: { tasks: 1 } }],
    });
  });

  it.each([
    ['untrusted', untrusted, 1],
    ['untrusted', down, 0],
    ['inconclusive', down, 3],
    ['inconclusive', untrusted, 1],
    ['inconclusive', {}, 0],
  ] as const)('with --fail-on %s, the exit code follows from the verdicts', async (failOn, ports, status) => {
    expect(await preview(ports, '--fail-on', failOn)).toBe(status);
  });
});

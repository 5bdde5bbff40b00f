import { readFileSync, writeFileSync } from 'node:fs';
import type { PlanPorts } from '../../../../cli/commands/plan/verb';
import { ToolFailure } from '../../../../cli/shared/failure';
import { aDeployment, deploymentInput } from '../../../support/deployment/deployment';
import { aFullLock } from '../../../support/deployment/deployment-sample';
import { sampleReport } from '../../../support/report/sample-report';
import { inProject, listening, writeLock } from '../../shared/terraform/in-project';
import { NOTHING, plan, type Stacks } from './run-plan';

const { stdout } = listening();
const write = inProject();

beforeEach(() => {
  write(deploymentInput());
  writeLock(aFullLock(aDeployment()));
});

const refused = () => Promise.reject(new ToolFailure('refused', 's3:GetObject: AccessDenied'));
const reportsOf: PlanPorts['reportsOf'] = () => ({
  readLatest: async () => sampleReport(),
  readTrustDocument: refused,
});

const SUMMARY = `By the report of the sweep of ${sampleReport().sweep}, without verifying anything:`;
const stacks: Stacks = { verifier: NOTHING };

describe('image-trust plan with a report', () => {
  it('says in its text what the change means for what runs', async () => {
    const { status } = await plan([], stacks, { reportsOf });
    expect(status).toBe(0);
    expect(stdout()).toContain('\nWhat runs\n');
    expect(stdout()).toContain(SUMMARY);
  });

  it('says it in Markdown in a few lines, whatever runs', async () => {
    await plan(['--markdown', 'without.md'], stacks);
    await plan(['--markdown', 'plan.md'], stacks, { reportsOf });
    const [without, text] = ['without.md', 'plan.md'].map((file) => readFileSync(file, 'utf8'));
    expect(text).toContain('What runs');
    expect(text).toContain(sampleReport().sweep);
    expect((text ?? '').split('\n').length - (without ?? '').split('\n').length).toBeLessThan(12);
  });

  it('has it in JSON', async () => {
    await plan(['--json'], stacks, { reportsOf });
    expect(JSON.parse(stdout())).toMatchObject({ running: { reportOf: sampleReport().sweep, running: { tasks: 20 } } });
  });

  it('takes the report that --report names', async () => {
    const sweep = '2026-01-01T00:00:00.000Z';
    writeFileSync('report.json', JSON.stringify(sampleReport({ sweep })));
    await plan(['--json', '--report', 'report.json'], stacks, { reportsOf });
    expect(JSON.parse(stdout())).toMatchObject({ running: { reportOf: sweep } });
  });

  it.each([
    ['is missing', 'missing.json', '--report missing.json: expected a readable file'],
    ['is no report', 'report.json', 'report.json: '],
  ])('refuses --report before any stack is planned if the file %s', async (_, file, message) => {
    writeFileSync('report.json', '{}');
    const cdktfFor = jest.fn();
    await expect(plan(['--report', file], stacks, { cdktfFor })).rejects.toThrow(message);
    expect(cdktfFor).not.toHaveBeenCalled();
  });

  it('continues without a report that cannot be read, after one line on stderr', async () => {
    const { status, said } = await plan([], stacks, {
      reportsOf: () => ({ readLatest: refused, readTrustDocument: refused }),
    });
    expect(status).toBe(0);
    expect(stdout()).not.toContain('What runs');
    const about = said.filter((line) => line.includes('AccessDenied'));
    expect(about).toEqual(['what the plan means for what runs is not known: s3:GetObject: AccessDenied']);
  });
});

import { foreseeRunning, type ForeseePorts } from '../../../../cli/commands/plan/foresee-running';
import { ToolFailure } from '../../../../cli/shared/failure';
import { parseReport } from '../../../../contracts/report/parse-report';
import { aDeployment } from '../../../support/deployment/deployment';
import { aTrustDocument } from '../../../support/domain/domain';
import { cleanReport } from '../../../support/report/clean-report';
import { notTrusted, repositoryOf, reportImage, signerArn, SWEEP } from '../../../support/report/report-parts';

const SIGNER = signerArn('release_pipeline').replace(/\/[^/]*$/, '');
const OTHER = signerArn('other').replace(/\/[^/]*$/, '');
const repositories = [repositoryOf('shop/*')];

const policiesOf = (signers: readonly string[]) => ({ production: { repositories, signers } });

const said: string[] = [];
beforeEach(() => said.splice(0));

const ports = (overrides: Partial<ForeseePorts> = {}): ForeseePorts => ({
  readLatest: async () => cleanReport(),
  readTrustDocument: async (sha256) => ({ document: aTrustDocument({ policies: policiesOf([SIGNER]) }), sha256 }),
  now: () => Date.parse(SWEEP),
  say: (line) => said.push(line),
  ...overrides,
});

const foreseen = (fields: Parameters<typeof aDeployment>[0], overrides: Partial<ForeseePorts> = {}) =>
  foreseeRunning(aDeployment(fields), undefined, ports(overrides));

const deployed = { policies: policiesOf([SIGNER]) };
const elsewhere = { policies: { other: { repositories: [repositoryOf('other/*')], signers: [SIGNER] } } };

describe('foreseeRunning', () => {
  it('foresees nothing untrusted by an unchanged file', async () => {
    expect(await foreseen(deployed)).toMatchObject({
      reportOf: SWEEP,
      running: { tasks: 3 },
      untrusted: { tasks: 0 },
      notKnown: { tasks: 0 },
    });
  });

  it('foresees what no policy covers', async () => {
    expect(await foreseen(elsewhere)).toMatchObject({ untrusted: { tasks: 3, services: 1, clusters: 1 } });
  });

  it('does not know what a removed signer means, since other signatures may be attached', async () => {
    expect(await foreseen({ policies: policiesOf([OTHER]) })).toMatchObject({
      untrusted: { tasks: 0 },
      notKnown: { tasks: 3 },
    });
  });

  it('foresees what becomes untrusted when an exemption ends', async () => {
    const exemptions = { vendor: { repositories, reason: 'signed from June on', until: '2999-06-01' } };
    expect(await foreseen({ ...elsewhere, exemptions })).toMatchObject({
      untrusted: { tasks: 0 },
      exemptions: [{ name: 'vendor', covered: { tasks: 3 }, untrusted: { tasks: 3 } }],
    });
  });

  const unsigned = cleanReport({
    images: [reportImage('shop/checkout', '4.18.2', notTrusted({ verdict: 'untrusted', reason: 'unsigned' }))],
  });

  it.each<[string, Partial<ForeseePorts>, object]>([
    ['keeps untrusted images under the same policy', {}, { untrusted: { tasks: 3 }, notKnown: { tasks: 0 } }],
    [
      'does not know them without the deployed trust document',
      { readTrustDocument: () => Promise.reject(new ToolFailure('refused', 'AccessDenied')) },
      { untrusted: { tasks: 0 }, notKnown: { tasks: 3 } },
    ],
    [
      'does not know them where the report names no trust document',
      { readLatest: async () => ({ ...unsigned, trustDocument: null }) },
      { untrusted: { tasks: 0 }, notKnown: { tasks: 3 } },
    ],
  ])('%s', async (_, overrides, expected) => {
    expect(await foreseen(deployed, { readLatest: async () => unsigned, ...overrides })).toMatchObject(expected);
    expect(said).toEqual([]);
  });

  it('prefers the saved report', async () => {
    const readLatest = jest.fn();
    const saved = cleanReport({ sweep: '2026-01-01T00:00:00.000Z' });
    const found = await foreseeRunning(aDeployment(deployed), saved, ports({ readLatest }));
    expect(found).toMatchObject({ reportOf: saved.sweep });
    expect(readLatest).not.toHaveBeenCalled();
  });

  it('is undefined without a report, and says nothing', async () => {
    expect(await foreseen(deployed, { readLatest: async () => undefined })).toBeUndefined();
    expect(said).toEqual([]);
  });

  it.each<[string, () => Promise<never>, string]>([
    ['is denied', () => Promise.reject(new ToolFailure('refused', 's3:GetObject: AccessDenied')), 'AccessDenied'],
    ['has another format', async () => parseReport('{}', 'reports/1.json') as never, 'reports/1.json'],
  ])('says in one line that a report %s', async (_, readLatest, problem) => {
    expect(await foreseen(deployed, { readLatest })).toBeUndefined();
    expect(said).toEqual([expect.stringContaining(problem)]);
    expect(said[0]).toMatch(/^what the plan means for what runs is not known: .*$/);
  });
});

import { createHash } from 'node:crypto';
import type { Report } from '../../../contracts/report/report-schema';

export type ReportImage = Report['images'][number];
export type ReportTask = Report['tasks'][number];

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
/** When the sweep of the samples was due. */
export const SWEEP = '2026-11-26T12:00:00.000Z';
const DAY_MS = 86_400_000;

/** An instant that many days before the sweep; a negative number is after it. */
export const daysBefore = (days: number): string => new Date(Date.parse(SWEEP) - days * DAY_MS).toISOString();

/** A SHA-256 that is the same for the same text. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
export const digestOf = (text: string): string => `sha256:${hashOf(text)}`;

export const clusterArn = (name: string): string => `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/${name}`;
export const repositoryOf = (name: string): string => `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${name}`;

const signerScope = `arn:aws:signer:${REGION}:${ACCOUNT}:`;
export const signerArn = (profile: string): string => `${signerScope}/signing-profiles/${profile}/a1B2c3D4e5`;

/** What a signature that counted proves. */
export const signatureBy = (profile: string, subject: string, days = 9): ReportImage['signatures'][number] => ({
  digest: digestOf(`${profile} ${subject}`),
  signer: signerArn(profile),
  signingTime: daysBefore(days),
  expiry: daysBefore(days - 365),
  job: `${signerScope}/signing-jobs/${hashOf(subject).slice(0, 8)}-1111-4222-8333-444455556666`,
});

/** An image with a trusted verdict; every field can be overridden. */
export const reportImage = (name: string, tag: string, overrides: Partial<ReportImage> = {}): ReportImage => ({
  image: `${repositoryOf(name)}:${tag}`,
  repository: repositoryOf(name),
  digest: digestOf(`${name}:${tag}`),
  verdict: 'trusted',
  reason: null,
  cause: null,
  policy: 'production',
  rule: null,
  detail: 'Signed by 1 signer of the policy',
  signatures: [signatureBy('release_pipeline', `${name}:${tag}`)],
  rejectedSignatures: [],
  verifiedAt: '2026-11-26T12:00:21.000Z',
  revocationCheckedAt: '2026-11-26T12:00:20.000Z',
  ...overrides,
});

/** The fields of a verdict other than trusted, without any signature that counts. */
export const notTrusted = (overrides: Partial<ReportImage>): Partial<ReportImage> => ({
  signatures: [],
  revocationCheckedAt: null,
  ...overrides,
});

/** A container that has been running for some days. */
export const reportContainer = (name: string, image: number, days = 6): ReportTask['containers'][number] => ({
  name,
  image,
  firstSeen: daysBefore(days),
  announced: true,
});

/** The coverage that follows from the other parts of a report. */
export const coverageOf = (report: Pick<Report, 'clusters' | 'services' | 'images' | 'tasks'>): Report['coverage'] => {
  const verdicts = report.tasks.flatMap(({ containers }) =>
    containers.map(({ image }) => report.images[image]?.verdict),
  );
  const count = (verdict: ReportImage['verdict']): number => verdicts.filter((each) => each === verdict).length;
  return {
    clusters: report.clusters.length,
    clustersNotRead: report.clusters.filter(({ problem }) => problem !== null).length,
    services: report.services.length,
    tasks: report.tasks.length,
    containers: verdicts.length,
    trusted: count('trusted'),
    untrusted: count('untrusted'),
    exempt: count('exempt'),
    notCovered: count('inconclusive'),
  };
};

/** A report about nothing that runs; what is overridden decides the coverage. */
export const reportOf = (overrides: Partial<Report>): Report => {
  const report: Omit<Report, 'coverage'> = {
    version: 1,
    deployment: 'production',
    account: ACCOUNT,
    region: REGION,
    source: 'sweep',
    sweep: SWEEP,
    startedAt: '2026-11-26T12:00:04.000Z',
    finishedAt: '2026-11-26T12:00:41.500Z',
    trustDocument: hashOf('trust document'),
    changes: null,
    exemptions: [],
    grants: [],
    clusters: [],
    services: [],
    images: [],
    tasks: [],
    ...overrides,
  };
  return { coverage: coverageOf(report), ...report };
};

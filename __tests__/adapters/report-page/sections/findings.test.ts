import { findingsSection, MAX_LISTED_IMAGES } from '../../../../adapters/report-page/sections/findings';
import { MAX_LISTED_PLACES } from '../../../../adapters/report-page/sections/finding-item';
import type { Report } from '../../../../contracts/report/report-schema';
import { INCONCLUSIVE_CATALOGUE, UNTRUSTED_CATALOGUE } from '../../../../verification/reason-catalogue';
import { cleanReport } from '../../../support/report/clean-report';
import { notTrusted, reportContainer, reportImage } from '../../../support/report/report-parts';
import { sampleReport } from '../../../support/report/sample-report';
import { textIn } from '../shown-text';

const untrustedText = textIn(findingsSection(sampleReport(), 'untrusted'));
const [task] = cleanReport().tasks;

/** A report in which that many images without signatures run in that many services each. */
const manyFindings = (images: number, services: number, overrides: Partial<Report['images'][number]> = {}): Report =>
  cleanReport({
    images: Array.from({ length: images }, (_, index) =>
      reportImage('app', String(index), notTrusted({ verdict: 'untrusted', reason: 'unsigned', ...overrides })),
    ),
    tasks: Array.from({ length: services }, (_, service) => {
      if (task === undefined) throw new Error('the sample has no task');
      const containers = Array.from({ length: images }, (_each, index) => reportContainer('app', index));
      return { ...task, service: `service-${String(service)}`, containers };
    }),
  });

describe('findingsSection', () => {
  it.each([
    ['what a reason means', UNTRUSTED_CATALOGUE.revoked.meaning],
    ['what to do about it', UNTRUSTED_CATALOGUE['signer-not-trusted'].remediation],
    ['how much has a reason', 'Revoked 1 image, 2 containers'],
    ['why', 'key of a build machine was stolen'],
    ['signatures that do not count', 'release_pipeline: revoked'],
    ['where an image runs', 'ledger in payments: 2 tasks, owned by team-payments'],
    ['tasks without a service', 'tasks without a service in analytics: 1 task First'],
    ['what was not announced', 'The verdict on 2 containers was not announced before this report.'],
    ['since when', 'First seen 19 Nov 2026, 12:00 UTC'],
  ])('shows %s', (_what, expected) => {
    expect(untrustedText).toContain(expected);
  });

  it('shows code in remediations as code', () => {
    const report = cleanReport({
      images: [
        reportImage(
          'app',
          '1',
          notTrusted({ verdict: 'inconclusive', cause: 'service', reason: 'signer-unavailable' }),
        ),
      ],
    });
    expect(INCONCLUSIVE_CATALOGUE['signer-unavailable'].remediation).toContain('`');
    expect(findingsSection(report, 'inconclusive')?.markup).toContain('<code>signer:GetRevocationStatus</code>');
  });

  it('does not say when a verdict was first seen and whether it was announced where that is not known', () => {
    const text = textIn(findingsSection({ ...sampleReport(), source: 'command' }, 'untrusted'));
    expect(text).toContain('It is not known when this verdict was first seen, or whether it was announced');
    expect(text).not.toMatch(/First seen \d|not announced/);
  });

  it('keeps what is not covered apart from what is untrusted', () => {
    const notCovered = textIn(findingsSection(sampleReport(), 'inconclusive'));
    expect([notCovered.includes('notebooks'), untrustedText.includes('notebooks')]).toEqual([true, false]);
    expect(notCovered.startsWith('Not covered')).toBe(true);
  });

  it('is missing when there is nothing to say', () => {
    expect(findingsSection(cleanReport(), 'untrusted')).toBeNull();
  });

  it('puts the reason with the image that runs most often first', () => {
    const titles = [...untrustedText.matchAll(/(Revoked|Signer not trusted|Not signed) \d/g)].map(([, name]) => name);
    expect(titles).toEqual(['Revoked', 'Signer not trusted', 'Not signed']);
  });

  it('lists a limited number of images, and says how many more there are', () => {
    const { markup = '' } = findingsSection(manyFindings(MAX_LISTED_IMAGES + 2, 1), 'untrusted') ?? {};
    expect(markup.match(/class="finding"/g)).toHaveLength(MAX_LISTED_IMAGES);
    expect(textIn(markup)).toContain('2 more images with this reason');
  });

  it('lists a limited number of places, and says how many more there are', () => {
    expect(textIn(findingsSection(manyFindings(1, MAX_LISTED_PLACES + 1), 'untrusted'))).toContain('1 more place');
    expect(textIn(findingsSection(manyFindings(1, MAX_LISTED_PLACES), 'untrusted'))).not.toContain('more place');
  });

  it.each([
    ['a verdict without a reason', { reason: null }, 'No reason reported'],
    ['an image without a reference', { image: null }, 'amazonaws.com/ app'],
    [
      'an image of which nothing is known',
      { image: null, repository: null, digest: null },
      'unknown image digest unknown',
    ],
    [
      'a signature without a signer',
      {
        rejectedSignatures: [
          { digest: `sha256:${'0'.repeat(64)}`, signer: null, reason: 'signature-invalid' as const },
        ],
      },
      'no signer claimed: invalid signature',
    ],
  ])('names %s', (_what, overrides, expected) => {
    expect(textIn(findingsSection(manyFindings(1, 1, overrides), 'untrusted'))).toContain(expected);
  });
});

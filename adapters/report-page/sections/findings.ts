import type { Report } from '../../../contracts/report/report-schema';
import { groupBy } from '../../../verification';
import { countOf } from '../data/format';
import type { PageImage } from '../data/page-data';
import { reasonAnchor, reasonEntry, reasonName, type VerdictKind } from '../data/verdict-names';
import { html, type Html } from '../html';
import { section, textWithCode, verdictBadge } from './elements';
import { findingItem } from './finding-item';
import { placesOfImages, type ImagePlaces } from './places';

/** The most images that a section lists for one reason; the table has the others. */
export const MAX_LISTED_IMAGES = 50;

interface Finding {
  readonly image: PageImage;
  readonly places: ImagePlaces;
}

const findingsOf = (report: Report, verdict: VerdictKind): readonly Finding[] => {
  const places = placesOfImages(report);
  return report.images
    .flatMap((image, index) => {
      const runsIn = places.get(index);
      return image.verdict === verdict && runsIn !== undefined ? [{ image, places: runsIn }] : [];
    })
    .sort((one, other) => other.places.containers - one.places.containers);
};

const advice = (reason: PageImage['reason']): Html | null => {
  if (reason === null) return null;
  const { meaning, remediation } = reasonEntry(reason);
  return html`<dl class="advice">
    <dt>What it means</dt>
    <dd>${textWithCode(meaning)}.</dd>
    <dt>What to do</dt>
    <dd>${textWithCode(remediation)}.</dd>
  </dl>`;
};

const reasonGroup = (verdict: VerdictKind, findings: readonly [Finding, ...Finding[]]): Html => {
  const [{ image }] = findings;
  const { reason } = image;
  const title = reasonName(image) ?? 'No reason reported';
  const containers = findings.reduce((sum, { places }) => sum + places.containers, 0);
  const listed = findings.slice(0, MAX_LISTED_IMAGES);
  const more = findings.length - listed.length;
  return html`<section class="reason panel" aria-labelledby="${reasonAnchor(verdict, reason)}">
    <div class="reason-head">
      ${verdictBadge(verdict)}
      <h3 id="${reasonAnchor(verdict, reason)}" tabindex="-1">${title}</h3>
      <p class="muted">${countOf(findings.length, 'image')}, ${countOf(containers, 'container')}</p>
    </div>
    ${advice(reason)}
    <ul class="findings">
      ${listed.map((finding) => findingItem(finding.image, finding.places))}
    </ul>
    ${more > 0 ? html`<p>${countOf(more, 'more image')} with this reason: see the table of what runs.</p>` : null}
  </section>`;
};

/** The images with one of the verdicts that need something done, by reason, with what to do; null without any. */
export const findingsSection = (report: Report, verdict: 'untrusted' | 'inconclusive'): Html | null => {
  const groups = groupBy(findingsOf(report, verdict), ({ image }) => image.reason ?? '');
  if (groups.length === 0) return null;
  const content = html`${groups.map((findings) => reasonGroup(verdict, findings))}`;
  switch (verdict) {
    case 'untrusted':
      return section('untrusted', 'Untrusted', content);
    case 'inconclusive':
      return section('not-covered', 'Not covered', content);
  }
};

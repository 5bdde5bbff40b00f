import { countOf, profileName } from '../data/format';
import type { PageImage } from '../data/page-data';
import { reasonEntry } from '../data/verdict-names';
import { html, type Html } from '../html';
import { digestElement, imageElement, timeElement, valueElement, viewLink } from './elements';
import type { ImagePlaces, Place } from './places';

/** The most places that are listed for one image. */
export const MAX_LISTED_PLACES = 20;

/** How an image is called: by its reference, else by its repository. */
export const imageName = ({ image, repository }: Pick<PageImage, 'image' | 'repository'>): string =>
  image ?? repository ?? 'unknown image';

const placeItem = ({ cluster, service, owner, tasks }: Place): Html =>
  html`<li>
    ${service === null ? html`<span class="muted">tasks without a service</span>` : valueElement(service)} in
    ${valueElement(cluster)}:
    ${countOf(tasks, 'task')}${owner === null ? null : html`, owned by ${valueElement(owner)}`}
  </li>`;

const rejectedItem = ({ signer, reason }: PageImage['rejectedSignatures'][number]): Html =>
  html`<li>
    ${signer === null ? html`<span class="muted">no signer claimed</span>` : valueElement(profileName(signer))}:
    ${reasonEntry(reason).name.toLowerCase()}
  </li>`;

const rejectedList = ({ rejectedSignatures }: PageImage): Html | null =>
  rejectedSignatures.length === 0
    ? null
    : html`<p class="list-title">Signatures that do not count</p>
        <ul class="plain">
          ${rejectedSignatures.slice(0, MAX_LISTED_PLACES).map(rejectedItem)}
        </ul>`;

const HISTORY_NOT_KNOWN =
  'It is not known when this verdict was first seen, or whether it was announced: only the reports of a sweep have this.';

const notAnnounced = ({ history }: ImagePlaces): Html | null => {
  if (history === null) return html`<p class="muted">${HISTORY_NOT_KNOWN}</p>`;
  return history.notAnnounced === 0
    ? null
    : html`<p class="muted">
        The verdict on ${countOf(history.notAnnounced, 'container')} was not announced before this report.
      </p>`;
};

/** One image of a finding: what it is, why, and where it runs. */
export const findingItem = (image: PageImage, runsIn: ImagePlaces): Html => {
  const more = runsIn.places.length - MAX_LISTED_PLACES;
  const searched = image.digest ?? image.image;
  return html`<li class="finding">
    <p class="finding-title">${imageElement(imageName(image))} ${digestElement(image.digest)}</p>
    ${image.detail === '' ? null : html`<p>${valueElement(image.detail)}</p>`} ${rejectedList(image)}
    <p class="list-title">Where it runs</p>
    <ul class="plain">
      ${runsIn.places.slice(0, MAX_LISTED_PLACES).map(placeItem)}
      ${more > 0 ? html`<li>${countOf(more, 'more place')}</li>` : null}
    </ul>
    ${notAnnounced(runsIn)}
    <p class="finding-foot">
      ${runsIn.history === null ? null : html`<span>First seen ${timeElement(runsIn.history.firstSeen)}</span>`}
      ${
        searched === null
          ? null
          : viewLink(
              { text: searched, verdict: image.verdict },
              html`Show ${countOf(runsIn.containers, 'container')}<span class="visually-hidden">
                  of ${imageName(image)}</span
                >`,
            )
      }
    </p>
  </li>`;
};

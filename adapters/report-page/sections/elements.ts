import { formatInstant, shortDigest, splitImage } from '../data/format';
import { VERDICTS, type VerdictKind } from '../data/verdict-names';
import { formatViewState, INITIAL_VIEW, type ViewState } from '../rows/view-state';
import { html, type Html } from '../html';

/** An instant of the report as a time element. */
export const timeElement = (instant: string): Html =>
  html`<time datetime="${instant}">${formatInstant(Date.parse(instant))}</time>`;

/** A value from outside, such as a name, kept apart from the direction of the text around it. */
export const valueElement = (text: string): Html => html`<bdi class="value">${text}</bdi>`;

/** An image reference, with its registry's host less prominent than the rest. */
export const imageElement = (image: string): Html => {
  const { host, path } = splitImage(image);
  return html`<bdi class="value"><span class="host">${host}</span>${path}</bdi>`;
};

/** A digest, short; the table's details have the whole of it. */
export const digestElement = (digest: string | null): Html =>
  digest === null
    ? html`<span class="muted">digest unknown</span>`
    : html`<code class="digest">${shortDigest(digest)}…</code>`;

/** The mark and the name of a verdict. */
export const verdictBadge = (verdict: VerdictKind): Html =>
  html`<span class="badge badge-${verdict}"
    ><span class="mark" aria-hidden="true">${VERDICTS[verdict].mark}</span>${VERDICTS[verdict].name}</span
  >`;

/** A text in which backquotes mark code. */
export const textWithCode = (text: string): readonly Html[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

/** A link to the rows of the table that a view shows; it needs the page's script. */
export const viewLink = (view: Partial<ViewState>, label: Html): Html =>
  html`<a class="needs-script" href="${formatViewState({ ...INITIAL_VIEW, ...view })}">${label}</a>`;

/** A section of the page under a heading. */
export const section = (id: string, title: string, content: Html): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title" tabindex="-1">${title}</h2>
    ${content}
  </section> `;

/** A table that scrolls inside a region of its own where the screen is narrow. */
export const scrolledTable = (caption: string, headings: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

import { shorten, visibleText } from '../../verification';

/** The most characters of one text from the report that the page shows. */
export const MAX_SHOWN = 1_000;

/** A text of the report as the page shows it: not too long, and every invisible character escaped. */
export const shownText = (text: string): string => visibleText(shorten(text, MAX_SHOWN));

/** Markup that is safe to put into the page. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | null | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string => shownText(text).replace(/[&<>"']/g, (each) => ENTITIES[each] ?? '');

const markupOf = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeText(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
};

/** Markup with values in it: texts are escaped, other markup is kept, null is nothing. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: strings.map((text, index) => text + markupOf(values[index] ?? null)).join(''),
});

/** Markup that is our own and needs no escaping: the page's script and style, and JSON that is escaped already. */
export const ownMarkup = (markup: string): Html => ({ markup });

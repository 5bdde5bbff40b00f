import type { Html } from '../../../adapters/report-page/html';

/** The texts in markup, without its tags, each run of white space as one space. */
export const textIn = (markup: Html | string | null): string =>
  (typeof markup === 'string' ? markup : (markup?.markup ?? ''))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,:;)])/g, '')
    .trim();

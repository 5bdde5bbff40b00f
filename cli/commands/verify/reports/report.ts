import { entryOf, reasonOf } from '../../../../verification';
import { visibleText } from '../../../shared/visible-text';
import type { WithoutImage } from '../sources/subject';
import type { VerifiedSubject } from '../verify-images';

/** What a run found out, for the files of `--junit`, `--sarif` and `--markdown`. */
export interface Report {
  readonly verified: readonly VerifiedSubject[];
  readonly withoutImage: readonly WithoutImage[];
  /** Why there are no verdicts; null if there are. */
  readonly failure: string | null;
}

/** The image of a verdict; the digest of what runs is part of it. */
export const imageOf = ({ container, running }: VerifiedSubject): string => {
  const { name, image, imageDigest } = container;
  const isBare = running !== null && imageDigest !== null && image?.includes('@') === false;
  return visibleText(isBare ? `${image}@${imageDigest}` : (image ?? name));
};

/** Where an image is named, and how many containers run it; null: the command line itself. */
export const sourceOf = ({ source, running }: Pick<VerifiedSubject, 'source' | 'running'>): string | null => {
  if (source === null) return null;
  if (running === null) return visibleText(source);
  return visibleText(`${source}: ${running} ${running === 1 ? 'container' : 'containers'}`);
};

const withoutMarkup = (text: string): string => text.replaceAll('`', '');

/** Texts of the catalogue for programs that show plain text. */
export const plainEntryOf = ({ verdict }: Pick<VerifiedSubject, 'verdict'>) => {
  const { name, meaning, remediation, level } = entryOf(verdict);
  return { name, meaning: `${withoutMarkup(meaning)}.`, remediation: `${withoutMarkup(remediation)}.`, level };
};

/** Why an image has its verdict, as far as it was found out. */
export const detailOf = ({ verdict }: Pick<VerifiedSubject, 'verdict'>): string => visibleText(verdict.detail);

/** `untrusted (unsigned)` */
export const conclusionOf = ({ verdict }: Pick<VerifiedSubject, 'verdict'>): string => {
  const reason = reasonOf(verdict);
  return reason === null ? verdict.kind : `${verdict.kind} (${visibleText(reason)})`;
};

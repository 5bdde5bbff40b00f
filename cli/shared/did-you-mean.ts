import { editDistance } from '../../contracts/schema/edit-distance';

// A third of the word may be wrong: with more, a suggestion is a guess.
const isClose = (typed: string, known: string): boolean =>
  editDistance(typed, known) <= Math.max(1, Math.floor(known.replace(/^-+/, '').length / 3));

/** The known word that a person probably meant, as `; did you mean …?`; empty if there is none. */
export const didYouMean = (typed: string, known: readonly string[]): string => {
  const [best] = known
    .filter((word) => isClose(typed, word))
    .sort((a, b) => editDistance(typed, a) - editDistance(typed, b));
  return best === undefined ? '' : `; did you mean ${best}?`;
};

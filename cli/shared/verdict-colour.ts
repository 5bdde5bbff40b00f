import type { Verdict } from '../../verification';
import type { Colour } from './colour';

/** The colour of each kind of verdict on a terminal. */
export const VERDICT_COLOUR: Readonly<Record<Verdict['kind'], Colour>> = {
  trusted: 'green',
  exempt: 'green',
  untrusted: 'red',
  inconclusive: 'yellow',
};

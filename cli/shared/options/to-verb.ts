import type { Verb } from '../../verb';
import { completionOf } from './completion';
import type { OptionTable } from './declaration';
import { renderHelp, type Prose } from './help';

/** What a command is made of, besides the table of its options. */
interface Presentation extends Omit<Verb, 'help' | 'completion'>, Prose {}

/** Makes a command: its help and completion follow from the table of its options. */
export const toVerb = (
  declared: { readonly name: string; readonly options: OptionTable },
  presentation: Presentation,
): Verb => {
  const { group, summary, standalone, usageErrorCode, run } = presentation;
  return {
    group,
    summary,
    standalone,
    usageErrorCode,
    run,
    help: renderHelp(declared, presentation),
    completion: completionOf(declared.options),
  };
};

import { toVerb } from '../../shared/options/to-verb';
import { printResult } from '../../shared/print';
import type { Verb, Verbs } from '../../verb';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { PROSE } from './help';
import { COMPLETION, parseCompletionOptions, type SHELLS } from './options';
import { zshScript } from './zsh';

const SCRIPT: Readonly<Record<(typeof SHELLS)[number], (verbs: Verbs) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `image-trust completion`: a script that completes these commands, itself among them. */
export const completionFor = (verbs: () => Verbs): Verb =>
  toVerb(COMPLETION, {
    ...PROSE,
    group: 'Get started',
    summary: 'print a script that completes commands in bash, zsh or fish',
    standalone: 'always',
    run: async (args) => {
      const { shell } = parseCompletionOptions(args);
      printResult(SCRIPT[shell](verbs()));
      return 0;
    },
  });

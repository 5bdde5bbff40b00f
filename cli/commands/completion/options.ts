import type { OptionTable } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';

/** The shells that completion scripts exist for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

const OPTIONS = {
  shell: { type: 'word', name: 'bash|zsh|fish', values: SHELLS, help: 'the shell that reads the script' },
} as const satisfies OptionTable;

export const COMPLETION = { name: 'completion', options: OPTIONS };

/**
 * Parses the arguments of `image-trust completion`.
 * @throws UsageError that lists every problem.
 */
export const parseCompletionOptions = parserOf(COMPLETION);

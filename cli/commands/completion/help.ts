import type { Prose } from '../../shared/options/help';

/** What `image-trust completion --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'Prints a script that completes commands, options, their values and the names of deployments, after image-trust and after npx image-trust. In bash and zsh, an existing completion of npx stays as it is.',
  ],
  examples: [
    ['Complete in this bash', 'source <(npx image-trust completion bash)'],
    ['Complete in every zsh, after compinit', 'npx image-trust completion zsh >> ~/.zshrc'],
    ['Complete in every fish', 'npx image-trust completion fish > ~/.config/fish/completions/image-trust.fish'],
  ],
  exitCodes: { 0: 'the script was printed' },
};

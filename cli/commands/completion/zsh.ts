import type { OptionCompletion, ValueCompletion, Verb, Verbs } from '../../verb';

// In single quotes; brackets and colons have a meaning in specifications.
const escaped = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''");

const actionOf = (value: ValueCompletion): string => {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'deployments':
      return '_image_trust_deployments';
    case 'files':
      return '_files';
    case 'text':
      return '';
  }
};

const specOf = ({ name, help, value, repeatable }: OptionCompletion): string =>
  `'${repeatable ? '*' : ''}${name}[${escaped(help)}]${value === undefined ? '' : `:value:${actionOf(value)}`}'`;

const caseOf = ([name, { completion }]: readonly [string, Verb]): string => {
  const operands = completion.operands.length === 0 ? [] : [`'*:argument:(${completion.operands.join(' ')})'`];
  const specs = [...completion.options.map(specOf), ...operands];
  return `    ${name}) _arguments ${specs.map((spec) => `\\\n      ${spec}`).join(' ')} ;;`;
};

/** The script for zsh. */
export const zshScript = (verbs: Verbs): string => {
  const commands = Object.entries(verbs).map(([name, { summary }]) => `    '${name}:${escaped(summary)}'`);
  return `#compdef image-trust
# Completion of image-trust for zsh.
_image_trust_deployments() {
  local folder=$PWD
  until [[ -z $folder ]] || grep -qs '"name": *"ecs-image-trust"' "$folder/package.json"; do folder=\${folder%/*}; done
  local -a names
  names=("$folder"/deployments/*.json(N:t:r))
  compadd -- \${names:#*.*}
}

_image_trust() {
  if [[ $words[1] == npx ]]; then
    if [[ $words[2] != image-trust ]] || ((CURRENT < 3)); then _files; return; fi
    shift words
    ((CURRENT--))
  fi
  local -a commands
  commands=(
${commands.join('\n')}
    'help:print the help of a command'
  )
  if ((CURRENT == 2)); then _describe command commands; return; fi
  shift words
  ((CURRENT--))
  case $words[1] in
${Object.entries(verbs).map(caseOf).join('\n')}
    help) compadd -- ${Object.keys(verbs).join(' ')} ;;
  esac
}

compdef _image_trust image-trust
(( \${+_comps[npx]} )) || compdef _image_trust npx
`;
};

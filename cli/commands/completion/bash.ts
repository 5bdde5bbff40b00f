import type { OptionCompletion, ValueCompletion, Verbs } from '../../verb';

const DEPLOYMENTS = `_image_trust_deployments() {
  local folder=$PWD file
  until [[ -z $folder ]] || grep -qs '"name": *"ecs-image-trust"' "$folder/package.json"; do folder=\${folder%/*}; done
  for file in "$folder"/deployments/*.json; do
    file=\${file##*/}
    file=\${file%.json}
    [[ $file == *[.*]* ]] || printf '%s\\n' "$file"
  done
}`;

/** Leaves in `words` and `index` what follows npx; after npx, another program is none of this script's business. */
const WORDS = `  local words=("\${COMP_WORDS[@]}") index=$COMP_CWORD
  COMPREPLY=()
  if [[ \${words[0]} == npx ]]; then
    if [[ \${words[1]} != image-trust ]] || ((index < 2)); then compopt -o default; return; fi
    words=("\${words[@]:1}")
    index=$((index - 1))
  fi
  local current=\${words[index]} previous=\${words[index - 1]} command=\${words[1]}`;

const replyWith = (value: ValueCompletion): string => {
  switch (value.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${value.words.join(' ')}' -- "$current"))`;
    case 'deployments':
      return 'COMPREPLY=($(compgen -W "$(_image_trust_deployments)" -- "$current"))';
    case 'files':
      return 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$current"))';
    case 'text':
      return ':';
  }
};

const replyWithWords = (...words: readonly string[]): string => replyWith({ kind: 'words', words });

const valueCase = (command: string, { name, value }: OptionCompletion): readonly string[] =>
  value === undefined ? [] : [`    '${command} ${name}') ${replyWith(value)}; return ;;`];

/** The script for bash. */
export const bashScript = (verbs: Verbs): string => {
  const commands = Object.entries(verbs).map(([name, { completion }]) => ({ name, ...completion }));
  const names = commands.map(({ name }) => name);
  const values = commands.flatMap(({ name, options }) => options.flatMap((option) => valueCase(name, option)));
  const words = commands.map(
    ({ name, operands, options }) =>
      `    ${name}) ${replyWithWords(...operands, ...options.map((option) => option.name))} ;;`,
  );
  return `# Completion of image-trust for bash.
${DEPLOYMENTS}

_image_trust() {
${WORDS}
  if ((index == 1)); then ${replyWithWords(...names, 'help', '--help', '--version')}; return; fi
  case "$command $previous" in
${values.join('\n')}
  esac
  case $command in
${words.join('\n')}
    help) ${replyWithWords(...names)} ;;
  esac
}

complete -F _image_trust image-trust
complete -p npx >/dev/null 2>&1 || complete -F _image_trust npx
`;
};

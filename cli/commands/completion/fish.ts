import type { OptionCompletion, ValueCompletion, Verbs } from '../../verb';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const valueOf = (value: ValueCompletion | undefined): string => {
  switch (value?.kind) {
    case undefined:
      return '-f';
    case 'words':
      return `-x -a ${quoted(value.words.join(' '))}`;
    case 'deployments':
      return "-x -a '(__image_trust_deployments)'";
    case 'files':
      return '-r -F';
    case 'text':
      return '-x';
  }
};

const complete = (command: string, rest: string): string =>
  `    complete -c $program -n '__image_trust_at ${command}' ${rest}`;

const optionLine = (command: string, { name, help, value }: OptionCompletion): string =>
  complete(command, `-l ${name.slice('--'.length)} ${valueOf(value)} -d ${quoted(help)}`);

const FUNCTIONS = `function __image_trust_deployments
    set -l folder $PWD
    while test -n "$folder"; and not grep -qs '"name": *"ecs-image-trust"' "$folder/package.json"
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    for file in $folder/deployments/*.json
        set -l name (string replace -r '^.*/(.*)\\.json$' '$1' -- $file)
        string match -q '*.*' -- $name; or echo $name
    end
end

# Whether the command line is at a command; none: the command is still to come.
function __image_trust_at -a command
    set -l words (commandline -opc)
    test "$words[1]" = npx; and set -e words[1]
    test "$words[1]" = image-trust; or return 1
    test (count $words) -gt 1; or set -a words none
    test "$words[2]" = "$command"
end`;

/** The script for fish. */
export const fishScript = (verbs: Verbs): string => {
  const commands = Object.entries(verbs);
  const wordLines = (command: string, words: readonly string[]): readonly string[] =>
    words.length === 0 ? [] : [complete(command, `-f -a ${quoted(words.join(' '))}`)];
  const lines = [
    ...commands.map(([name, { summary }]) => complete('none', `-f -a ${name} -d ${quoted(summary)}`)),
    complete('none', "-f -a help -d 'print the help of a command'"),
    ...wordLines('help', Object.keys(verbs)),
    ...commands.flatMap(
      ([
        name,
        {
          completion: { options, operands },
        },
      ]) => [...wordLines(name, operands), ...options.map((option) => optionLine(name, option))],
    ),
  ];
  const loop = ['for program in image-trust npx', ...lines, 'end'].join('\n');
  return `# Completion of image-trust for fish.\n${FUNCTIONS}\n\n${loop}\n`;
};

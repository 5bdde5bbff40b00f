import { exitCodesOf, type ExitMeanings } from '../exit-codes';
import { definitionList, HELP_WIDTH, wrapText } from '../wrap-text';
import { isOption, isRepeatable, isValued, type Declaration, type Declared } from './declaration';

/** A command to copy, and what it does. */
export type Example = readonly [what: string, command: string];

/** What help says besides the table of options. */
export interface Prose {
  /** What the command does, one text for each paragraph. */
  readonly description: readonly string[];
  /** The tools and permissions that it needs. */
  readonly needs?: string;
  readonly examples: readonly [Example, Example, ...Example[]];
  readonly exitCodes: ExitMeanings;
}

const HELP_OPTION: Declaration = { type: 'flag', name: '--help', help: 'print this text' };

const termOf = (declaration: Declaration): string =>
  isValued(declaration) ? `${declaration.name} ${declaration.placeholder}` : declaration.name;

const defaultOf = (declaration: Declaration): string | undefined => {
  if ('otherwise' in declaration) return declaration.otherwise;
  return 'default' in declaration ? String(declaration.default) : undefined;
};

const remarksOf = (declaration: Declaration): readonly string[] => {
  const otherwise = defaultOf(declaration);
  const conflicts = isOption(declaration) ? (declaration.conflicts ?? []) : [];
  return [
    ...(declaration.type === 'choice' ? [`one of ${declaration.values.join(', ')}`] : []),
    ...(isRepeatable(declaration) ? ['may be repeated'] : []),
    ...(otherwise === undefined ? [] : [`default: ${otherwise}`]),
    ...(conflicts.length === 0 ? [] : [`not with ${conflicts.join(' or ')}`]),
  ];
};

const meaningOf = (declaration: Declaration): string => {
  const remarks = remarksOf(declaration);
  return `${declaration.help}${remarks.length === 0 ? '' : ` (${remarks.join('; ')})`}`;
};

const usageLine = ({ name, options }: Pick<Declared, 'name' | 'options'>): string => {
  const parts = Object.values(options).flatMap((declaration) => {
    if (declaration.type === 'operands')
      return [declaration.optional ? `[${declaration.name}...]` : `${declaration.name}...`];
    if (declaration.type === 'word' || declaration.type === 'action') return [declaration.name];
    return declaration.type === 'passed-on' ? [`[-- ${declaration.name}]`] : [];
  });
  return ['Usage: npx image-trust', name, '[OPTIONS]', ...parts].join(' ');
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines];

/** The help of a command, from what it declares: at most 100 columns wide. */
export const renderHelp = (declared: Pick<Declared, 'name' | 'options'>, prose: Prose): string => {
  const declarations = Object.values(declared.options);
  const rowsOf = (each: readonly Declaration[]) => definitionList(each.map((row) => [termOf(row), meaningOf(row)]));
  const paragraphs = [...prose.description, ...(prose.needs === undefined ? [] : [`Needs ${prose.needs}`])];
  return [
    usageLine(declared),
    ...paragraphs.flatMap((text) => ['', ...wrapText(text, HELP_WIDTH)]),
    ...section('Arguments', rowsOf(declarations.filter((each) => !isOption(each)))),
    ...section('Options', rowsOf([...declarations.filter(isOption), HELP_OPTION])),
    ...section(
      'Examples',
      prose.examples.flatMap(([what, command]) => [`  ${what}:`, `    ${command}`]),
    ),
    ...section('Exit codes', definitionList(exitCodesOf(prose.exitCodes))),
    '',
  ].join('\n');
};

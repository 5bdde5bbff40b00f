import { GROUPS, type Verbs } from '../verb';
import { EXIT, exitCodesOf, MEANING } from './exit-codes';
import { definitionList, termWidth, type Definition } from './wrap-text';

const BUILT_IN: readonly Definition[] = [
  ['help COMMAND', 'print the options, examples and exit codes of a command'],
  ['--version', 'print the version'],
];

/** What `image-trust` prints without a command: all commands, by purpose. */
export const renderFrontPage = (verbs: Verbs): string => {
  const sections = GROUPS.map((title) => {
    const own = Object.entries(verbs).filter(([, { group }]) => group === title);
    return { title, rows: own.map(([name, { summary }]): Definition => [name, summary]) };
  });
  const width = termWidth([...sections.flatMap(({ rows }) => rows), ...BUILT_IN]);
  return [
    'Usage: npx image-trust COMMAND [OPTIONS]',
    '',
    'Verifies that every container image running on Amazon ECS was signed by a signer you trust.',
    ...[...sections, { title: 'More', rows: BUILT_IN }].flatMap(({ title, rows }) => [
      '',
      `${title}:`,
      ...definitionList(rows, width),
    ]),
    '',
    'Exit codes that all commands share (plan: see its help):',
    ...definitionList(exitCodesOf({ [EXIT.ok]: MEANING[EXIT.ok], [EXIT.missing]: MEANING[EXIT.missing] })),
    '',
  ].join('\n');
};

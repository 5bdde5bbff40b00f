import { definitionList } from '../../shared/wrap-text';
import type { Answers } from './answers';

const MODE: Readonly<Record<Answers['mode'], string>> = {
  audit: 'audit: report untrusted images only',
  enforce: 'enforce: also stop or roll back what runs them',
};

/** The command to run after `image-trust init`. */
export const nextCommand = ({ name }: Pick<Answers, 'name'>): string => `npx image-trust deploy --deployment ${name}`;

/** What was written, remarks, and what comes next. */
export const summaryOf = (answers: Answers, file: string, remarks: readonly string[]): readonly string[] => {
  const { name, account, region, mode, repositories, subnets } = answers;
  return [
    `Wrote ${file}: deployment ${name} in account ${account}, ${region}.`,
    ...definitionList([
      ['mode', MODE[mode]],
      ['repositories', repositories.join(', ')],
      ['sample', subnets === undefined ? 'none' : `in ${subnets.join(', ')}`],
    ]),
    ...remarks,
    `Next: read the file, commit it, then run: ${nextCommand(answers)}`,
  ];
};

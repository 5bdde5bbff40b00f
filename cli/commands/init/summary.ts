import { definitionList } from '../../shared/wrap-text';
import type { Answers } from './answers';

const MODE: Readonly<Record<Answers['mode'], string>> = {
  audit: 'audit: report untrusted images only',
  enforce: 'enforce: also stop or roll back what runs them',
};

const sampleIn = ({ subnets, publicSubnets }: Answers): string => {
  if (subnets === undefined) return 'none';
  return publicSubnets === 'yes'
    ? `in ${subnets.join(', ')}, with a public IP address`
    : `in ${subnets.join(', ')}, without a public IP address: the subnets need a NAT gateway or VPC endpoints to pull the image (for public subnets, run init with --public-subnets)`;
};

/** The command to run after `image-trust init`. */
export const nextCommand = ({ name }: Pick<Answers, 'name'>): string => `npx image-trust deploy --deployment ${name}`;

/** What was written, remarks, and what comes next. */
export const summaryOf = (answers: Answers, file: string, remarks: readonly string[]): readonly string[] => {
  const { name, account, region, mode, repositories } = answers;
  return [
    `Wrote ${file}: deployment ${name} in account ${account}, ${region}.`,
    ...definitionList([
      ['mode', MODE[mode]],
      ['repositories', repositories.join(', ')],
      ['sample', sampleIn(answers)],
    ]),
    ...remarks,
    `Next: read the file, commit it, then run: ${nextCommand(answers)}`,
  ];
};

import type { Terminal } from '../../shared/terraform/terminal';
import { problemsWith, type GivenAnswers, type Topic } from './answers';

interface Question {
  readonly text: string;
  /** Reads what was typed; undefined for an empty answer. */
  readonly read: (answer: string) => string | readonly string[] | undefined;
  /** Whether the answers so far leave the question open. Default: always. */
  readonly arises?: (answers: GivenAnswers) => boolean;
}

const one = (answer: string): string | undefined => (answer === '' ? undefined : answer);

const several = (answer: string): readonly string[] | undefined => {
  const values = answer.split(/[\s,]+/).filter((value) => value !== '');
  return values.length === 0 ? undefined : values;
};

/** The question for each topic, in the order in which they are asked. */
const QUESTIONS: Readonly<Record<Topic, Question>> = {
  name: { text: 'Name of the deployment, such as dev', read: one },
  account: { text: 'AWS account, 12 digits', read: one },
  region: { text: 'AWS region, such as eu-west-1', read: one },
  mode: { text: 'Mode: audit (report only) or enforce (also act) [audit]', read: (answer) => one(answer) ?? 'audit' },
  repositories: { text: 'ECR repositories of your images, such as shop/web shop/checkout', read: several },
  subnets: { text: 'Subnets for the sample tasks (empty: no sample)', read: several },
  publicSubnets: {
    text: 'Are these subnets public, without NAT gateway and VPC endpoints? yes: the tasks get a public IP address [no]',
    read: (answer) => one(answer.toLowerCase()) ?? 'no',
    arises: ({ subnets }) => subnets !== undefined,
  },
};

const askOne = async (topic: Topic, terminal: Terminal): Promise<GivenAnswers> => {
  const { text, read } = QUESTIONS[topic];
  for (;;) {
    const answer = read(await terminal.ask(`${text}: `));
    const problems = problemsWith(topic, answer);
    if (problems.length === 0) return { [topic]: answer };
    for (const { expected, found } of problems) terminal.say(`  expected ${expected}, found ${found}`);
  }
};

/** Asks for what was not given, until each answer is valid. Without a terminal, only defaults are filled in. */
export const completeAnswers = async (given: GivenAnswers, terminal: Terminal): Promise<GivenAnswers> => {
  if (!terminal.interactive) return { ...given, mode: given.mode ?? 'audit' };
  let answers = given;
  for (const topic of Object.keys(QUESTIONS) as readonly Topic[])
    if (given[topic] === undefined && (QUESTIONS[topic].arises?.(answers) ?? true))
      answers = { ...answers, ...(await askOne(topic, terminal)) };
  return answers;
};

import type { Terminal } from '../../shared/terraform/terminal';
import { problemsWith, type GivenAnswers, type Topic } from './answers';

interface Question {
  readonly topic: Topic;
  readonly text: string;
  /** How an answer is taken; an empty one is undefined. */
  readonly read: (answer: string) => string | readonly string[] | undefined;
}

const one = (answer: string): string | undefined => (answer === '' ? undefined : answer);

const several = (answer: string): readonly string[] | undefined => {
  const values = answer.split(/[\s,]+/).filter((value) => value !== '');
  return values.length === 0 ? undefined : values;
};

const QUESTIONS: readonly Question[] = [
  { topic: 'name', text: 'Name of the deployment, such as dev', read: one },
  { topic: 'account', text: 'AWS account, 12 digits', read: one },
  { topic: 'region', text: 'AWS region, such as eu-west-1', read: one },
  {
    topic: 'mode',
    text: 'Only report (audit), or also act (enforce) [audit]',
    read: (answer) => one(answer) ?? 'audit',
  },
  { topic: 'repositories', text: 'ECR repositories of your images, such as shop/web shop/checkout', read: several },
  { topic: 'subnets', text: 'Subnets for the sample tasks; empty: no sample', read: several },
];

const askOne = async ({ topic, text, read }: Question, terminal: Terminal): Promise<GivenAnswers> => {
  for (;;) {
    const answer = read(await terminal.ask(`${text}: `));
    const problems = problemsWith(topic, answer);
    if (problems.length === 0) return { [topic]: answer };
    for (const { expected, found } of problems) terminal.say(`  expected ${expected}, found ${found}`);
  }
};

/** Asks for what was not given, each until the answer is sound. Without a terminal only what has a default is filled in. */
export const completeAnswers = async (given: GivenAnswers, terminal: Terminal): Promise<GivenAnswers> => {
  if (!terminal.interactive) return { ...given, mode: given.mode ?? 'audit' };
  let answers = given;
  for (const question of QUESTIONS)
    if (given[question.topic] === undefined) answers = { ...answers, ...(await askOne(question, terminal)) };
  return answers;
};

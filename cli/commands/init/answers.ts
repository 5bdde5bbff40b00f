import * as z from 'zod';
import { sampleField } from '../../../contracts/deployment/sample-field';
import { closedObject } from '../../../contracts/schema/closed-object';
import { accountField, deploymentNameField, modeField, regionField } from '../../../contracts/schema/fields';
import { repositoryNameField } from '../../../contracts/schema/image-fields';
import { problemAt, type Problem } from '../../../contracts/schema/invalid-input';
import { checkContract, type Checked } from '../../../contracts/schema/parse-contract';
import { OPTIONS, type InitOptions } from './options';

const REPOSITORIES = 'at least one repository';

const answersSchema = closedObject({
  name: deploymentNameField,
  account: accountField,
  region: regionField,
  mode: modeField,
  repositories: z.array(repositoryNameField, REPOSITORIES).min(1, REPOSITORIES),
  // Without subnets there is no sample.
  subnets: sampleField.shape.subnets.optional(),
  // As it is typed: a default would pass for an answer.
  publicSubnets: z.enum(['yes', 'no'], 'yes or no').optional(),
});

/** What a deployment file is written from. */
export type Answers = z.output<typeof answersSchema>;

/** One answer, called as its option is in the table. */
export type Topic = keyof Answers;

const TOPICS = Object.keys(answersSchema.shape) as readonly Topic[];

/** The answers so far, unchecked. */
export type GivenAnswers = { readonly [T in Topic]?: string | readonly string[] | undefined };

/** The answers that the command line gives. */
export const givenIn = ({ repositories, subnets, ...options }: InitOptions): GivenAnswers => {
  const lists = Object.entries({ repositories, subnets }).filter(([, list]) => list.length > 0);
  const { name, account, region, mode, publicSubnets } = options;
  return {
    name,
    account,
    region,
    mode,
    ...Object.fromEntries(lists),
    ...(publicSubnets ? { publicSubnets: 'yes' } : {}),
  };
};

/** What is wrong with the answer to one topic. */
export const problemsWith = (topic: Topic, answer: GivenAnswers[Topic]): readonly Problem[] => {
  const checked = checkContract(answersSchema.shape[topic], answer);
  if (checked.ok) return [];
  return checked.problems.map(({ expected }) => problemAt([OPTIONS[topic].name], expected, answer));
};

/** Checks all answers; the problems name the options that give them. */
export const checkAnswers = (given: GivenAnswers): Checked<Answers> => {
  const checked = checkContract(answersSchema, given);
  if (given.publicSubnets === 'yes' && given.subnets === undefined) {
    const problem = problemAt([OPTIONS.publicSubnets.name], 'a --subnet with it', undefined);
    return { ok: false, problems: [...(checked.ok ? [] : checked.problems), problem] };
  }
  if (checked.ok) return checked;
  return { ok: false, problems: TOPICS.flatMap((topic) => problemsWith(topic, given[topic])) };
};

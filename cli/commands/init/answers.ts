import * as z from 'zod';
import { closedObject } from '../../../contracts/schema/closed-object';
import { accountField, deploymentNameField, modeField, regionField } from '../../../contracts/schema/fields';
import { repositoryNameField } from '../../../contracts/schema/image-fields';
import { problemAt, type Problem } from '../../../contracts/schema/invalid-input';
import { checkContract, type Checked } from '../../../contracts/schema/parse-contract';
import { sampleField } from '../../../contracts/deployment/sample-field';

const REPOSITORIES = 'at least one repository';

const answersSchema = closedObject({
  name: deploymentNameField,
  account: accountField,
  region: regionField,
  mode: modeField,
  repositories: z.array(repositoryNameField, REPOSITORIES).min(1, REPOSITORIES),
  // Without subnets there is no sample.
  subnets: sampleField.shape.subnets.optional(),
});

/** What a deployment file is written from. */
export type Answers = z.output<typeof answersSchema>;

/** One thing that is asked. */
export type Topic = keyof Answers;

/** What was answered so far; nothing of it is checked. */
export type GivenAnswers = { readonly [T in Topic]?: string | readonly string[] | undefined };

/** What each topic is called on the command line. */
export const FLAGS: Readonly<Record<Topic, string>> = {
  name: 'name',
  account: 'account',
  region: 'region',
  mode: 'mode',
  repositories: 'repository',
  subnets: 'subnet',
};

/** What is wrong with the answer to one topic. */
export const problemsWith = (topic: Topic, answer: GivenAnswers[Topic]): readonly Problem[] => {
  const checked = checkContract(answersSchema.shape[topic], answer);
  if (checked.ok) return [];
  return checked.problems.map(({ expected }) => problemAt([`--${FLAGS[topic]}`], expected, answer));
};

/** Checks all answers; the problems name the flags that give them. */
export const checkAnswers = (given: GivenAnswers): Checked<Answers> => {
  const checked = checkContract(answersSchema, given);
  if (checked.ok) return checked;
  const problems = Object.keys(FLAGS).flatMap((topic) => problemsWith(topic as Topic, given[topic as Topic]));
  return { ok: false, problems };
};

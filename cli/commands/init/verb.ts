import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseDeployment } from '../../../contracts/deployment/deployment';
import { InvalidInputError, problemAt, type Problem } from '../../../contracts/schema/invalid-input';
import type { Verb } from '../../image-trust';
import { standardTerminal, type Terminal } from '../../shared/terraform/terminal';
import { checkAnswers, type GivenAnswers } from './answers';
import { completeAnswers } from './ask-answers';
import { deploymentText } from './deployment-text';
import { parseInitOptions } from './options';

const HELP = `Usage: image-trust init [--name NAME] [--account ACCOUNT] [--region REGION] [--mode audit|enforce] [--repository NAME]...
                        [--subnet ID]... [--force]

Writes deployments/NAME.json, which can be deployed as it is: a signing profile, repositories for your images and the verifier's own,
and a policy that trusts that profile for those repositories. On a terminal it asks for what is not given.

  --name NAME        the deployment, such as dev
  --account ACCOUNT  the AWS account, 12 digits
  --region REGION    the AWS region, such as eu-west-1
  --mode MODE        only report (audit), or also act (enforce) (default: audit)
  --repository NAME  an ECR repository that the signing stack makes for your images, such as shop/web; may be repeated
  --subnet ID        a subnet for the sample tasks; may be repeated (default: no sample)
  --force            writes over a file that is there
  --help             this text

Exit codes: 0 written; 2 wrong use, with every problem (nothing was written).
`;

// A name that is none leads to no file.
const problemWithFile = (file: string, name: GivenAnswers['name'], force: boolean): readonly Problem[] =>
  typeof name === 'string' && !force && existsSync(file)
    ? [problemAt(['--name'], 'a new deployment, or --force to write over its file', file)]
    : [];

const write = (file: string, given: GivenAnswers, force: boolean): void => {
  const checked = checkAnswers(given);
  const problems = [...(checked.ok ? [] : checked.problems), ...problemWithFile(file, given.name, force)];
  if (!checked.ok || problems.length > 0) throw new InvalidInputError('init', problems);
  const text = deploymentText(checked.value);
  parseDeployment(text, file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
};

/** Makes `image-trust init` for a terminal. */
export const initOn =
  (terminal: Terminal): Verb['run'] =>
  async (args) => {
    const { given, force } = parseInitOptions(args);
    const answers = await completeAnswers(given, terminal);
    const name = String(answers.name);
    const file = `deployments/${name}.json`;
    write(file, answers, force);
    process.stdout.write(`${file}\n`);
    terminal.say(`next: look it over, commit it, then run image-trust deploy --deployment ${name}`);
    return 0;
  };

/** `image-trust init`: a deployment file to begin with. */
export const initVerb: Verb = {
  summary: 'writes a deployment file to begin with',
  help: HELP,
  run: (args) => initOn(standardTerminal())(args),
};

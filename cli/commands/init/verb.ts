import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseDeployment } from '../../../contracts/deployment/deployment';
import { InvalidInputError, problemAt, type Problem } from '../../../contracts/schema/invalid-input';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult } from '../../shared/print';
import { neighboursOf, remarksOnNeighbours } from '../../shared/neighbours';
import { DEPLOYMENTS_FOLDER } from '../../shared/read-deployment';
import { standardTerminal, type Terminal } from '../../shared/terraform/terminal';
import type { RunVerb, Verb } from '../../verb';
import { checkAnswers, givenIn, type Answers, type GivenAnswers } from './answers';
import { completeAnswers } from './ask-answers';
import { deploymentText } from './deployment-text';
import { PROSE } from './help';
import { INIT, parseInitOptions } from './options';
import { nextCommand, summaryOf } from './summary';

// An invalid name leads to no file.
const problemWithFile = (file: string, name: GivenAnswers['name'], force: boolean): readonly Problem[] =>
  typeof name === 'string' && !force && existsSync(file)
    ? [problemAt(['--name'], 'a new deployment, or --force to overwrite its file', file)]
    : [];

const write = (file: string, given: GivenAnswers, force: boolean): Answers => {
  const checked = checkAnswers(given);
  const problems = [...(checked.ok ? [] : checked.problems), ...problemWithFile(file, given.name, force)];
  if (!checked.ok || problems.length > 0) throw new InvalidInputError('init', problems);
  const text = deploymentText(checked.value);
  parseDeployment(text, file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
  return checked.value;
};

/** Makes `image-trust init` for a terminal. */
export const initOn =
  (terminal: Terminal): RunVerb =>
  async (args, typedIn) => {
    const options = parseInitOptions(args, typedIn);
    const given = await completeAnswers(givenIn(options), terminal);
    const file = `${DEPLOYMENTS_FOLDER}/${String(given.name)}.json`;
    const answers = write(file, given, options.force);
    if (options.json) printJson({ deployment: answers.name, file, next: nextCommand(answers) });
    else printResult(`${file}\n`);
    summaryOf(answers, file, remarksOnNeighbours(answers, neighboursOf(answers))).forEach(terminal.say);
    return 0;
  };

/** `image-trust init`: a deployment file to begin with. */
export const initVerb: Verb = toVerb(INIT, {
  ...PROSE,
  group: 'Get started',
  summary: 'write a deployment file to start from',
  run: (args, typedIn) => initOn(standardTerminal())(args, typedIn),
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakGlassVerb } from './commands/break-glass/verb';
import { completionFor } from './commands/completion/verb';
import { deadLettersVerb } from './commands/dead-letters/verb';
import { deployVerb } from './commands/deploy/verb';
import { destroyVerb } from './commands/destroy/verb';
import { gateVerb } from './commands/gate/verb';
import { initVerb } from './commands/init/verb';
import { planVerb } from './commands/plan/verb';
import { policyVerb } from './commands/policy/verb';
import { policiesVerb } from './commands/policies/verb';
import { previewVerb } from './commands/preview/verb';
import { reportVerb } from './commands/report/verb';
import { sampleVerb } from './commands/sample/verb';
import { signVerb } from './commands/sign/verb';
import { signAndPushVerb } from './commands/sign-and-push/verb';
import { verifyVerb } from './commands/verify/verb';
import { didYouMean } from './shared/did-you-mean';
import { EXIT } from './shared/exit-codes';
import { renderFrontPage } from './shared/front-page';
import { printError, printProgress, printResult } from './shared/print';
import { reportDefect, runVerb } from './shared/run-verb';
import type { Verb, Verbs } from './verb';

/** The commands, in the order of the front page. */
export const VERBS: Verbs = {
  init: initVerb,
  completion: completionFor(() => VERBS),
  deploy: deployVerb,
  plan: planVerb,
  preview: previewVerb,
  policies: policiesVerb,
  'sign-and-push': signAndPushVerb,
  verify: verifyVerb,
  policy: policyVerb,
  sign: signVerb,
  sample: sampleVerb,
  report: reportVerb,
  gate: gateVerb,
  'break-glass': breakGlassVerb,
  'dead-letters': deadLettersVerb,
  destroy: destroyVerb,
};

const printed = (text: string): number => {
  printResult(text);
  return EXIT.ok;
};

const version = (): string => {
  const manifest = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  return `${(JSON.parse(manifest) as { readonly version: string }).version}\n`;
};

const withVerb = (name: string, use: (verb: Verb) => number | Promise<number>): number | Promise<number> => {
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb !== undefined) return use(verb);
  const hint = didYouMean(name, [...Object.keys(VERBS), 'help']);
  printError('image-trust', `expected a command, found ${name}${hint}\nnpx image-trust help lists the commands`);
  return EXIT.usage;
};

const dispatch = ([name, ...args]: readonly string[]): number | Promise<number> => {
  switch (name) {
    case undefined:
      printProgress(renderFrontPage(VERBS));
      return EXIT.usage;
    case '--version':
      return printed(version());
    case '--help':
    case '-h':
      return printed(renderFrontPage(VERBS));
    case 'help': {
      const [topic] = args;
      if (topic === undefined || topic === 'help' || topic.startsWith('-')) return printed(renderFrontPage(VERBS));
      return withVerb(topic, ({ help }) => printed(help));
    }
    default:
      return withVerb(name, (verb) => runVerb(name, verb, args));
  }
};

/** Runs the executable with its arguments and returns its exit code; every failure is a message on stderr. */
export const imageTrust = async (args: readonly string[]): Promise<number> => {
  try {
    return await dispatch(args);
  } catch (error) {
    return reportDefect(error);
  }
};

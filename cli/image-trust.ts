import { InvalidInputError } from '../contracts/schema/invalid-input';
import { deployVerb } from './commands/deploy/verb';
import { destroyVerb } from './commands/destroy/verb';
import { initVerb } from './commands/init/verb';
import { planVerb } from './commands/plan/verb';
import { sampleVerb } from './commands/sample/verb';
import { signVerb } from './commands/sign/verb';
import { signAndPushVerb } from './commands/sign-and-push/verb';
import { UsageError } from './shared/usage-error';
import { verifyVerb } from './commands/verify/verb';

/** One verb of the executable `image-trust`. */
export interface Verb {
  readonly summary: string;
  readonly help: string;
  /** Runs the verb and gives its exit status. Results go to stdout, talk to stderr. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

const VERBS: Readonly<Record<string, Verb>> = {
  verify: verifyVerb,
  sign: signVerb,
  'sign-and-push': signAndPushVerb,
  init: initVerb,
  plan: planVerb,
  deploy: deployVerb,
  sample: sampleVerb,
  destroy: destroyVerb,
};

/** Exit status for wrong use, whatever the verb. */
export const WRONG_USE = 2;

const overview = (): string =>
  [
    'Usage: image-trust VERB [options]',
    '',
    'Verbs:',
    ...Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`),
    '',
    'image-trust VERB --help tells a verb’s options and exit codes.',
    'Exit codes of every verb: 2 wrong use (nothing was done; of plan: 1), 70 a defect of image-trust itself.',
    '',
  ].join('\n');

const wrongUse = (message: string): number => {
  process.stderr.write(`image-trust: ${message}\n`);
  return WRONG_USE;
};

const runVerb = async (verb: Verb, args: readonly string[]): Promise<number> => {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(verb.help);
    return 0;
  }
  try {
    return await verb.run(args);
  } catch (error) {
    if (error instanceof UsageError || error instanceof InvalidInputError) return wrongUse(error.message);
    throw error;
  }
};

/** Runs the executable with its arguments and gives its exit status. */
export const imageTrust = async ([name, ...args]: readonly string[]): Promise<number> => {
  if (name === '--help' || name === '-h') {
    process.stdout.write(overview());
    return 0;
  }
  if (name === undefined || !Object.hasOwn(VERBS, name)) {
    const found = name === undefined ? 'none' : JSON.stringify(name);
    return wrongUse(`expected a verb (${Object.keys(VERBS).join(', ')}), found ${found}; see image-trust --help`);
  }
  const verb = VERBS[name];
  return verb === undefined ? WRONG_USE : runVerb(verb, args);
};

import { InvalidInputError } from '../../contracts/schema/invalid-input';
import { messageOf } from '../../verification';
import type { Verb } from '../verb';
import { EXIT } from './exit-codes';
import { statusOf, toToolFailure } from './exit-status';
import { Interrupted } from './interrupted';
import { printError, printResult } from './print';
import { findProject } from './project';
import { UsageError } from './usage-error';
import { markContinuation } from './visible-text';

const EXECUTABLE = 'image-trust';

const helpIsWanted = (args: readonly string[]): boolean => {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  return options.includes('--help') || options.includes('-h');
};

const needsProject = ({ standalone }: Verb, args: readonly string[]): boolean =>
  standalone !== 'always' &&
  (standalone === undefined || !args.some((arg) => arg === standalone || arg.startsWith(`${standalone}=`)));

/** Commands work in the root of the checkout, wherever in it they were typed. */
const enterProject = (verb: Verb, args: readonly string[], typedIn: string): void => {
  const root = findProject(typedIn);
  if (root !== undefined) process.chdir(root);
  else if (needsProject(verb, args))
    throw new UsageError(
      `expected to run inside a checkout of ecs-image-trust, found ${typedIn}: change to the checkout first`,
    );
};

/** Reports a defect; the stack trace is for whoever looks for its cause. Returns the exit code. */
export const reportDefect = (error: unknown): number => {
  const { IMAGE_TRUST_DEBUG: debug = '' } = process.env;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = markContinuation(`unexpected error: ${messageOf(error)}`);
  const next =
    'This is a defect of image-trust: please report it with the output of the same command under IMAGE_TRUST_DEBUG=1.';
  printError(EXECUTABLE, debug === '' ? `${message}\n${next}` : `${message}\n${stack}`);
  return EXIT.defect;
};

const exitCodeOf = (name: string, verb: Verb, error: unknown): number => {
  if (error instanceof UsageError || error instanceof InvalidInputError) {
    printError(EXECUTABLE, error.message);
    return verb.usageErrorCode ?? EXIT.usage;
  }
  if (error instanceof Interrupted) {
    printError(`${EXECUTABLE} ${name}`, error.message);
    return error.exitCode;
  }
  const failure = toToolFailure(error);
  if (failure === undefined) return reportDefect(error);
  printError(`${EXECUTABLE} ${name}`, failure.message);
  return statusOf(failure);
};

/** Runs a command with its arguments and returns its exit code; every failure is one message on stderr. */
export const runVerb = async (name: string, verb: Verb, args: readonly string[]): Promise<number> => {
  if (helpIsWanted(args)) {
    printResult(verb.help);
    return EXIT.ok;
  }
  try {
    const typedIn = process.cwd();
    enterProject(verb, args, typedIn);
    return await verb.run(args, typedIn);
  } catch (error) {
    return exitCodeOf(name, verb, error);
  }
};

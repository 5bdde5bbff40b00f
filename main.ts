import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Annotations, App } from 'cdktf';
import { readDeployment, type DeploymentFilesPort } from './contracts/deployment/read-deployment';
import { pauseHookNote } from './contracts/deployment/pause-hook';
import { deploymentWarnings } from './contracts/deployment/warnings';
import { InvalidInputError } from './contracts/schema/invalid-input';
import type { DeploymentInputs } from './stacks/deployment-stack';
import { SampleStack } from './stacks/sample-stack';
import { SigningStack } from './stacks/signing-stack';
import { VerifierStack } from './stacks/verifier-stack';

const FOLDER = 'deployments';

/** The exit code for invalid input, as in every command of image-trust. */
const INVALID_INPUT = 2;

const FILES: DeploymentFilesPort = {
  folder: FOLDER,
  list: () => (existsSync(FOLDER) ? readdirSync(FOLDER) : []),
  read: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
};

// stdout is cdktf's.
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const warn = (stack: VerifierStack, { deployment }: DeploymentInputs): void => {
  for (const warning of deploymentWarnings(deployment, Date.now())) {
    Annotations.of(stack).addWarning(warning);
    say(`warning: ${warning}`);
  }
};

const synthesise = (inputs: DeploymentInputs): void => {
  // Stack traces would put this machine's paths into the output.
  const app = new App({ stackTraces: false });
  const signing = new SigningStack(app, inputs);
  const verifier = new VerifierStack(app, inputs);
  const sample = new SampleStack(app, inputs);
  warn(verifier, inputs);
  const note = pauseHookNote(inputs.deployment);
  if (note.length > 0) Annotations.of(verifier).addInfo(note.join('\n'));
  app.synth();
  // cdktf lists the stacks and the notes itself, and shows each line of stderr as an error.
  if (process.env['CDKTF_OUTDIR'] !== undefined) return;
  note.forEach(say);
  for (const { node } of [signing, verifier, sample])
    say(`wrote ${relative(process.cwd(), join(app.outdir, 'stacks', node.id, 'cdk.tf.json'))}`);
};

// cdktf adds this advice to the violations of our own rules; whoever follows it deploys what they forbid.
const ADVICE_TO_SKIP_VALIDATION = /^.*\bskipValidation\b.*$/m;

/** The message of an error that the person who runs this can fix; undefined for any other error. */
const expectedMessage = (error: unknown): string | undefined => {
  if (error instanceof InvalidInputError) return error.message;
  return error instanceof Error && ADVICE_TO_SKIP_VALIDATION.test(error.message)
    ? error.message.replace(ADVICE_TO_SKIP_VALIDATION, '').trimEnd()
    : undefined;
};

try {
  synthesise(readDeployment({ variable: process.env['DEPLOYMENT'], wanted: 'DEPLOYMENT' }, FILES));
} catch (error) {
  const message = expectedMessage(error);
  if (message === undefined) throw error;
  say(message);
  process.exitCode = INVALID_INPUT;
}

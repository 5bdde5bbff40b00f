import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, App } from 'cdktf';
import { chooseDeployment } from './contracts/deployment/choose-deployment';
import { expiredExemptions, parseDeployment } from './contracts/deployment/deployment';
import { InvalidInputError } from './contracts/schema/invalid-input';
import { emptyLock, lockFileName, parseLock } from './contracts/lock/lock';
import type { DeploymentInputs } from './stacks/deployment-stack';
import { SampleStack } from './stacks/sample-stack';
import { SigningStack } from './stacks/signing-stack';
import { VerifierStack } from './stacks/verifier-stack';

const FOLDER = 'deployments';

/** Exit status for wrong input, as of every verb of image-trust. */
const WRONG_INPUT = 2;

const readInputs = (environment: NodeJS.ProcessEnv): DeploymentInputs => {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  const name = chooseDeployment(environment['DEPLOYMENT'], files);
  const file = join(FOLDER, `${name}.json`);
  const lock = join(FOLDER, lockFileName(name));
  return {
    deployment: parseDeployment(readFileSync(file, 'utf8'), file),
    // Before the first sign-and-push there is none.
    lock: existsSync(lock) ? parseLock(readFileSync(lock, 'utf8'), lock) : emptyLock(name),
  };
};

/** Says what the functions ignore by now; it is no error, so that an old exemption keeps nobody from destroying or mending anything. */
const warnOfExpired = (stack: VerifierStack, { deployment }: DeploymentInputs): void => {
  for (const { name, until } of expiredExemptions(deployment, Date.now())) {
    const warning = `exemption ${name} of deployment ${deployment.name} ended at ${until}: it is ignored`;
    Annotations.of(stack).addWarning(warning);
    process.stderr.write(`warning: ${warning}\n`);
  }
};

const synthesise = (inputs: DeploymentInputs): void => {
  // Stack traces would put this machine's paths into the output.
  const app = new App({ stackTraces: false });
  new SigningStack(app, inputs);
  warnOfExpired(new VerifierStack(app, inputs), inputs);
  new SampleStack(app, inputs);
  app.synth();
};

try {
  synthesise(readInputs(process.env));
} catch (error) {
  if (!(error instanceof InvalidInputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_INPUT;
}

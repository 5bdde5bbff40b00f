import { ToolFailure } from '../failure';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { signingProfileArn } from '../../../contracts/naming/resource-arns';
import { stackIds } from '../../../contracts/naming/resource-names';
import { parseSigningOutputs, type SigningOutputs } from '../../../contracts/deployment/signing-outputs';
import { readIfPresent } from '../read-file';
import { stackOutputsFile } from '../terraform/outputs-file';

const deployCommand = ({ name }: Pick<Deployment, 'name'>, file: string): string =>
  `DEPLOYMENT=${name} npx cdktf deploy ${stackIds(name).signing} --outputs-file ${file}`;

/** The outputs of the signing stack; undefined when their file does not exist. */
export const findSigningOutputs = (deployment: Deployment, named: string | undefined): SigningOutputs | undefined => {
  const file = named ?? stackOutputsFile(deployment.name, 'signing');
  const text = readIfPresent(file);
  return text === undefined ? undefined : parseSigningOutputs(text, file, deployment.name);
};

/**
 * Reads the outputs of the signing stack.
 * @throws ToolFailure with the command that writes them when their file does not exist; InvalidInputError when they are invalid.
 */
export const readSigningOutputs = (deployment: Deployment, named: string | undefined): SigningOutputs => {
  const outputs = findSigningOutputs(deployment, named);
  if (outputs !== undefined) return outputs;
  const file = named ?? stackOutputsFile(deployment.name, 'signing');
  throw new ToolFailure(
    'missing',
    `expected the outputs of the signing stack in ${file}, found no such file: run ${deployCommand(deployment, file)}`,
  );
};

const redeployCommand = (deployment: Deployment): string =>
  deployCommand(deployment, stackOutputsFile(deployment.name, 'signing'));

/**
 * Checks that the outputs name every repository that this deployment file needs.
 * @throws ToolFailure that names the missing repositories.
 */
export const checkRepositories = (
  outputs: SigningOutputs,
  repositories: readonly string[],
  deployment: Deployment,
): void => {
  const made = [outputs.verifierRepositoryUri, ...Object.values(outputs.workloadRepositoryUris)];
  const lacking = repositories.filter((repository) => !made.includes(repository));
  if (lacking.length === 0) return;
  throw new ToolFailure(
    'missing',
    `expected ${lacking.join(', ')} among the signing stack's outputs, found ${made.join(', ')}: run ${redeployCommand(deployment)}`,
  );
};

/**
 * Checks that the outputs name the profile of the foreign canary image in its current version, if this deployment file
 * has canary images.
 * @throws ToolFailure with the command that creates the profile.
 */
export const checkCanaryProfile = (outputs: SigningOutputs, deployment: Deployment): void => {
  if (deployment.canary === undefined) return;
  const expected = signingProfileArn(deployment, deployment.canary.profile);
  const { canaryProfileArn: found = 'none', canaryProfileVersionArn } = outputs;
  if (found === expected && canaryProfileVersionArn !== undefined) return;
  throw new ToolFailure(
    'missing',
    `expected ${expected}, the profile of the canary images, among the signing stack's outputs, found ${found}: run ${redeployCommand(deployment)}`,
  );
};

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_MANAGED_POLICY_LENGTH } from '../../../contracts/iam/policy';
import { exitStatusOf } from '../../shared/exit-status';
import { toVerb } from '../../shared/options/to-verb';
import { checkWritable, writeOutput } from '../../shared/output-file';
import { printJson, printResult } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { UsageError } from '../../shared/usage-error';
import { definitionList } from '../../shared/wrap-text';
import type { RunVerb, Verb } from '../../verb';
import { PURPOSES, toDeployerPolicies, type DeployerPolicy } from './deployer-policies';
import { PROSE } from './help';
import { parsePoliciesOptions, POLICIES } from './options';

const textOf = ({ document }: DeployerPolicy): string => `${JSON.stringify(document, null, 2)}\n`;

const summaryOf = (policies: readonly DeployerPolicy[]): readonly string[] =>
  definitionList(
    policies.map(({ name, purpose, characters }) => [
      name,
      `${characters} of ${MAX_MANAGED_POLICY_LENGTH} characters; allows ${PURPOSES[purpose].allows}; for ${PURPOSES[purpose].neededBy}`,
    ]),
  );

const printAll = (policies: readonly DeployerPolicy[]): void => {
  for (const policy of policies) printResult(`# ${policy.name}\n${textOf(policy)}\n`);
  printResult(`${summaryOf(policies).join('\n')}\n`);
};

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`--output: expected a folder, found ${folder} (${(error as Error).message})`);
  }
};

const writeAll = (folder: string, policies: readonly DeployerPolicy[]): void => {
  makeFolder(folder);
  const files = policies.map((policy) => ({ file: join(folder, `${policy.name}.json`), text: textOf(policy) }));
  for (const { file } of files) checkWritable('--output', file);
  for (const { file, text } of files) writeOutput(file, text);
  printResult(`${summaryOf(policies).join('\n')}\n`);
};

const run: RunVerb = async (args, typedIn) => {
  const { deployment: name, output, json } = parsePoliciesOptions(args, typedIn);
  return exitStatusOf('policies', async () => {
    const deployment = readDeployment(name, process.env);
    const policies = toDeployerPolicies(deployment);
    if (json) printJson({ deployment: deployment.name, policies });
    else if (output === undefined) printAll(policies);
    else writeAll(output, policies);
    return Promise.resolve(0);
  });
};

/** `image-trust policies`: the IAM policies that people and pipelines need for a deployment. */
export const policiesVerb: Verb = toVerb(POLICIES, {
  ...PROSE,
  group: 'Deploy and review',
  summary: 'print the IAM policies that a deployment needs',
  run,
});

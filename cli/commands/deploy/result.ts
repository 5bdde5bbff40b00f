import type { Deployment } from '../../../contracts/deployment/deployment';
import { hasSample } from '../../../contracts/deployment/deployment-images';
import type { Lock } from '../../../contracts/lock/lock';
import { stackIds } from '../../../contracts/naming/resource-names';
import { parseJsonOrUndefined } from '../../../contracts/schema/parse-json-or-undefined';
import { definitionList } from '../../shared/wrap-text';
import { formatCommand } from '../../shared/terraform/step';
import { stackOutputsFile } from '../../shared/terraform/outputs-file';
import type { Part } from './options';

/** One stack that was deployed. */
interface DeployedStack {
  readonly name: string;
  readonly outputsFile: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What `image-trust deploy --json` prints. */
export interface DeployResult extends Pick<Deployment, 'account' | 'region'> {
  readonly deployment: string;
  readonly stacks: readonly DeployedStack[];
  /** The images in the lock, as `registry/repository@digest` by name; undefined if they were not part of it. */
  readonly images: Readonly<Record<string, string>> | undefined;
  /** The command to run next. */
  readonly next: string;
}

/** What a result is made from. */
export interface Deployed {
  readonly deployment: Deployment;
  readonly parts: readonly Part[];
  readonly lock: Lock;
  /** Reads a file; undefined if there is none. */
  readonly read: (file: string) => string | undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

// cdktf writes {"STACK": {"OUTPUT": value}}, and nothing for a stack without outputs.
const outputsIn = (text: string | undefined, stack: string): DeployedStack['outputs'] => {
  const outputs = parseJsonOrUndefined(text ?? '');
  const own = isRecord(outputs) ? outputs[stack] : undefined;
  return isRecord(own) ? own : {};
};

const nextCommand = (deployment: Deployment, parts: readonly Part[]): string => {
  const own = (command: string, ...rest: readonly string[]): string =>
    `npx ${formatCommand(['image-trust', command, ...rest, '--deployment', deployment.name])}`;
  const last = parts.at(-1);
  if (last === 'signing') return `${own('deploy')} --only images`;
  if (last === 'images') return `${own('deploy')} --only verifier`;
  return hasSample(deployment) ? own('sample', 'signed') : own('plan');
};

/** The result of a run that deployed these parts. */
export const toDeployResult = ({ deployment, parts, lock, read }: Deployed): DeployResult => {
  const { name, account, region } = deployment;
  const images = Object.entries(lock.images).map(([image, { repository, digest }]) => [
    image,
    `${repository}@${digest}`,
  ]);
  return {
    deployment: name,
    account,
    region,
    stacks: parts.flatMap((part) => {
      if (part === 'images') return [];
      const stack = stackIds(name)[part];
      const outputsFile = stackOutputsFile(name, part);
      return [{ name: stack, outputsFile, outputs: outputsIn(read(outputsFile), stack) }];
    }),
    images: parts.includes('images') ? (Object.fromEntries(images) as DeployResult['images']) : undefined,
    next: nextCommand(deployment, parts),
  };
};

/** The same for people, with remarks and the next step. */
export const summaryOf = (
  result: DeployResult,
  lockFile: string,
  remarks: readonly string[] = [],
): readonly string[] => {
  const { deployment, account, region, stacks, images, next } = result;
  return [
    `Deployed ${deployment} in account ${account}, ${region}:`,
    ...definitionList([
      ...stacks.map(({ name, outputsFile }) => [name, `outputs in ${outputsFile}`] as const),
      ...(images === undefined ? [] : [['images', `pinned in ${lockFile}: commit it`] as const]),
    ]),
    ...remarks,
    `Next: ${next}`,
  ];
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLock, type Lock } from '../../contracts/lock/lock';
import type { DeployWorld } from './deploy-environment';

/** What the chapters of the story share: the world, and the stand-ins that the image is built from. */
export interface Story {
  readonly deploy: DeployWorld;
  readonly bases: Readonly<Record<string, string>>;
}

/** Gives the story once it has begun. */
export type TheStory = () => Story;

/** The lock as it is written now. */
export const lockOf = ({ deploy }: Story): Lock => {
  const file = 'deployments/dev.lock.json';
  return parseLock(readFileSync(join(deploy.directory, file), 'utf8'), file);
};

/** The digest reference of an image in the lock. */
export const lockedImage = (story: Story, name: string): string => {
  const { repository = '', digest = '' } = lockOf(story).images[name] ?? {};
  return `${repository}@${digest}`;
};

/** The arguments by which sign-and-push builds from the stand-ins. */
export const buildArguments = ({ bases }: Story): readonly string[] => [
  '--builder',
  'buildah',
  ...Object.entries(bases).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
];

/** The arguments of a deployment that asks nobody and no registry of Terraform's. */
export const deployArguments = (...more: readonly string[]): readonly string[] => [
  'deploy',
  '--deployment',
  'dev',
  '--auto-approve',
  '--skip-provider-lock',
  ...more,
];

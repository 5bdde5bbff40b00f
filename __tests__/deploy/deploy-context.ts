import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLock, type Lock } from '../../contracts/lock/lock';
import { buildArguments as toArguments } from '../end-to-end/sign-and-push-environment';
import type { DeployEnvironment } from './deploy-environment';

/** What the steps of the deploy test share. */
export interface DeployContext {
  readonly environment: DeployEnvironment;
  /** The base images of the verifier's image, by build argument. */
  readonly bases: Readonly<Record<string, string>>;
}

/** Returns the context; it exists only while tests run, not while they are defined. */
export type GetContext = () => DeployContext;

/** The current lock. */
export const lockOf = ({ environment }: DeployContext): Lock => {
  const file = 'deployments/dev.lock.json';
  return parseLock(readFileSync(join(environment.directory, file), 'utf8'), file);
};

/** The digest reference of an image in the lock. */
export const lockedImage = (context: DeployContext, name: string): string => {
  const { repository = '', digest = '' } = lockOf(context).images[name] ?? {};
  return `${repository}@${digest}`;
};

/** The arguments with which sign-and-push builds from the stand-in base images. */
export const buildArguments = ({ bases }: DeployContext): readonly string[] => [
  '--builder',
  'buildah',
  ...toArguments(bases),
];

/** The arguments of a deployment that asks for no confirmation and needs no provider registry. */
export const deployArguments = (...more: readonly string[]): readonly string[] => [
  'deploy',
  '--deployment',
  'dev',
  '--auto-approve',
  '--skip-provider-lock',
  ...more,
];

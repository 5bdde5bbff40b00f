import type { Deployment } from '../deployment/deployment';
import { problemAt, type Problem } from '../schema/invalid-input';
import type { Lock } from './lock';

const HOST = /^(?<account>[0-9]+)\.dkr\.ecr\.(?<region>[a-z0-9-]+)\./;

/**
 * The problems of a deployment whose locked images are in another account or region. Terraform would look for its
 * resources in the new place, and destroy or lose track of those in the old one.
 */
export const placeProblems = (lock: Lock, deployment: Pick<Deployment, 'account' | 'region'>): readonly Problem[] => {
  const hosts = Object.values(lock.images).map(({ repository }) => HOST.exec(repository)?.groups ?? {});
  return (['account', 'region'] as const).flatMap((field) => {
    const locked = hosts.map((host) => host[field]).find((each) => each !== undefined && each !== deployment[field]);
    if (locked === undefined) return [];
    const why = `the ${field} of the images in the lock: a deployment cannot move, so write a new deployment file with another name`;
    return [problemAt([field], `${locked}, ${why}`, deployment[field])];
  });
};

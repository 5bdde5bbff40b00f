import { registryIdentity } from '../../verification/repository-identity';
import type { Deployment } from '../deployment/deployment';
import { problemAt, type Problem } from '../schema/invalid-input';
import type { Lock } from './lock';

// A locked repository is written as registry/name.
const registryOf = ({ repository }: Lock['images'][string]) => registryIdentity(repository.split('/')[0] ?? '');

/**
 * The problems of a deployment whose locked images are in another account or region. Terraform would look for its
 * resources in the new place, and destroy or lose track of those in the old one.
 */
export const placeProblems = (lock: Lock, deployment: Pick<Deployment, 'account' | 'region'>): readonly Problem[] => {
  const registries = Object.values(lock.images).flatMap((image) => {
    const registry = registryOf(image);
    return registry.kind === 'ecr' ? [registry] : [];
  });
  return (['account', 'region'] as const).flatMap((field) => {
    const locked = registries.map((registry) => registry[field]).find((each) => each !== deployment[field]);
    if (locked === undefined) return [];
    const why = `the ${field} of the images in the lock: a deployment cannot move, so write a new deployment file with another name`;
    return [problemAt([field], `${locked}, ${why}`, deployment[field])];
  });
};

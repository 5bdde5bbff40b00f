import type { LockedDeployment } from '../../../../contracts/deployment/read-deployment';
import type { Lock } from '../../../../contracts/lock/lock';
import { withRetained } from '../../../../contracts/lock/retained';
import { writeLock } from '../lock-file';

/**
 * Lists in the lock what the deployed signing stack holds, and returns the lock. It is written before any image is
 * pushed, so that a failed push leaves nothing unlisted.
 */
export const recordRetained = async (
  { deployment, lock, lockFile }: Pick<LockedDeployment, 'deployment' | 'lock' | 'lockFile'>,
  say: (line: string) => void,
): Promise<Lock> => {
  const recorded = withRetained(lock, deployment);
  if (recorded === lock) return lock;
  await writeLock(lockFile, recorded);
  say(`listed the profile and the repositories of the signing stack in ${lockFile}: commit it`);
  return recorded;
};

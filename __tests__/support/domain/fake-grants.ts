import { type AnnouncedOccasions, type Grant, type GrantLedger, type GrantPorts } from '../../../verification';
import { CLUSTER, digestOf, ECR, NOW } from './domain';

const HOUR = 3_600_000;

/** A grant for the image of the tests, which began an hour ago and lasts for another three. */
export const aGrant = (overrides: Partial<Grant> = {}): Grant => ({
  id: '4f3a9c21b7de',
  clusterArn: CLUSTER,
  subject: { kind: 'image', image: `${ECR}/shop/web@${digestOf('a')}` },
  reason: 'signing is down, INC-42',
  grantedBy: 'arn:aws:sts::111122223333:assumed-role/on-call/alice',
  grantedAt: NOW - HOUR,
  until: NOW + 3 * HOUR,
  revokedAt: null,
  ...overrides,
});

/** A grant for every image of the repository of the tests. */
export const aRepositoryGrant = (overrides: Partial<Grant> = {}): Grant =>
  aGrant({ subject: { kind: 'repository', repository: `${ECR}/shop/web` }, ...overrides });

/** A grant that has just ended. */
export const anEndedGrant = (overrides: Partial<Grant> = {}): Grant => aGrant({ until: NOW, ...overrides });

/** A table that holds these grants, of whichever cluster; `used` shows which were used, and by what. */
export const fakeGrants = (...grants: readonly Grant[]) => {
  const used: (readonly [id: string, usedBy: string])[] = [];
  const ports: GrantPorts = {
    readGrants: async () => grants,
    onGrantUsed: async ({ id }, usedBy) => void used.push([id, usedBy]),
  };
  return { ...ports, used };
};

/** A ledger of grants in memory; `kept` shows what was written. */
export const fakeGrantLedger = (
  kept = new Map<string, AnnouncedOccasions>(),
): GrantLedger & { readonly kept: typeof kept } => ({
  kept,
  recall: async (key) => kept.get(key),
  keep: async (key, announced) => void kept.set(key, announced),
});

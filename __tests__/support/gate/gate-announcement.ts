import type { GateAnnouncement, GateContainer } from '../../../verification';
import { aVerified, MINUTE, NOW, TRUST_SHA256 } from '../domain/domain';
import { aHook } from './fake-deployment';

/** A container of a revision, with its verdict. */
export const aGateContainer = (overrides: Partial<GateContainer> = {}): GateContainer => ({
  ...aVerified(),
  provisional: false,
  ...overrides,
});

/** A deployment that was rolled back. */
export const aGateAnnouncement = (overrides: Partial<GateAnnouncement> = {}): GateAnnouncement => ({
  hook: aHook(),
  outcome: 'rolled-back',
  detail: 'The gate rolled the deployment back: container web is untrusted (revoked).',
  mode: 'enforce',
  trustDocument: TRUST_SHA256,
  containers: [aGateContainer()],
  grants: [],
  expiresAt: NOW + 60 * MINUTE,
  timeoutAction: 'roll-back',
  at: NOW,
  ...overrides,
});

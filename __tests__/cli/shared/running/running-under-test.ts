import type { RunningPorts } from '../../../../cli/shared/running/running-ports';
import { ToolFailure } from '../../../../cli/shared/failure';
import type { Inventory } from '../../../../verification';
import { aContainer, aTask, aTrusted, CLUSTER, NOW } from '../../../support/domain/domain';

/** One service with a task, and a task without one; all images are trusted. */
export const anInventory = (overrides: Partial<Inventory> = {}): Inventory => ({
  clusters: [{ clusterArn: CLUSTER, problem: null }],
  services: [{ clusterArn: CLUSTER, name: 'web', owner: 'team-web' }],
  tasks: [{ ...aTask({ group: 'service:web', containers: [aContainer()] }), startedAt: NOW, owner: null }],
  ...overrides,
});

/** Ports without a report; every image that a policy covers is trusted. */
export const runningPorts = (overrides: Partial<RunningPorts> = {}): RunningPorts => ({
  takeInventory: async () => anInventory(),
  readLatest: async () => undefined,
  readTrustDocument: () => Promise.reject(new ToolFailure('refused', 's3:GetObject: AccessDenied')),
  findVerifier: async () => async () => aTrusted(),
  now: () => NOW,
  ...overrides,
});

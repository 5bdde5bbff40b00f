import type { RemainingTime } from '../remaining-time';
import type { DeploymentHook } from '../service-deployment';
import type { LoadedTrust } from '../trust';
import { modeFor } from '../trust-document';
import type { DescribedHook } from './find-hook';
import type { GateAnnouncement } from './gate-announcement';

/** One pause hook to be answered by a trust document, within the remaining time; attempts count from 1. */
export interface HookCase {
  readonly hook: DeploymentHook;
  readonly trust: LoadedTrust;
  readonly remaining: RemainingTime;
  readonly attempt: number;
  readonly lastAttempt: number;
}

/** An announcement about a hook as ECS describes it, at this time in milliseconds since the epoch. */
export const toAnnouncement = (
  { hook, deployment, pause }: DescribedHook,
  { trust }: HookCase,
  rest: Pick<GateAnnouncement, 'outcome' | 'detail' | 'at'> & Partial<Pick<GateAnnouncement, 'containers' | 'grants'>>,
): GateAnnouncement => ({
  hook,
  mode: modeFor(trust.document, deployment.clusterArn),
  trustDocument: trust.sha256,
  containers: [],
  grants: [],
  expiresAt: pause.expiresAt,
  timeoutAction: pause.timeoutAction,
  ...rest,
});

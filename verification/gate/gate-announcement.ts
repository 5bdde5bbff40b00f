import type { Mode } from '../trust-document';
import type { DeploymentHook, HookAction } from '../service-deployment';
import type { VerifiedContainer } from '../verify-task';

/** What can become of a service deployment that waits at a hook. */
export const GATE_OUTCOMES = [
  /** The gate continued it. */
  'continued',
  /** An image is untrusted; it is verified once more before the deployment is rolled back. */
  'rollback-pending',
  /** The gate rolled it back. */
  'rolled-back',
  /** It waits, since an image could not be verified. */
  'waiting',
  /** It still waits, and ECS will soon act by itself. */
  'expiring',
  /** ECS acted by itself, since no one had answered in time. */
  'timed-out',
  /** Someone else continued it or rolled it back. */
  'overridden',
  /** The gate could not answer it at the last attempt either. */
  'unanswered',
] as const;

/** What became of a service deployment that waited at a hook. */
export type GateOutcome = (typeof GATE_OUTCOMES)[number];

/** A container of the revision that is deployed, with its verdict. */
export interface GateContainer extends VerifiedContainer {
  /** The digest is what the tag named when the gate resolved it; another one may start. */
  readonly provisional: boolean;
}

/** What the gate announces about a service deployment that waits at a hook; times in milliseconds since the epoch. */
export interface GateAnnouncement {
  readonly hook: DeploymentHook;
  readonly outcome: GateOutcome;
  /** Why: one sentence for people. */
  readonly detail: string;
  readonly mode: Mode;
  /** SHA-256 of the trust document; null when none could be used. */
  readonly trustDocument: string | null;
  /** Empty when no image was verified. */
  readonly containers: readonly GateContainer[];
  /** The ids of the break-glass grants that lifted the response. */
  readonly grants: readonly string[];
  readonly expiresAt: number | null;
  /** What ECS does when the hook expires; null if it is not known. */
  readonly timeoutAction: HookAction | null;
  readonly at: number;
}

import type { DeploymentHook, HookAction } from '../service-deployment';
import type { GateOutcome } from './gate-announcement';

/** What the ledger keeps about one pause hook; `firstSeen` in milliseconds since the epoch. */
export interface GateEntry {
  readonly firstSeen: number;
  /**
   * The answers that the gate gave or was about to give. Kept before ECS is called, so that an answer that ECS took is
   * known for the gate's own, whatever happened since.
   */
  readonly answering: readonly HookAction[];
  /** The outcomes that each channel has announced, by the channel's name. */
  readonly announced: Readonly<Record<string, readonly GateOutcome[]>>;
}

/** What the ledger keeps about one service deployment, whose hooks share it. */
export interface GatedDeployment {
  /** When an image was first seen untrusted, in milliseconds since the epoch; null if none was. */
  readonly untrustedSince: number | null;
  /** The gate rolled the deployment back, or was about to. */
  readonly rolledBack: boolean;
}

/** The hook that an entry of the ledger is about. */
export type HookKey = Pick<DeploymentHook, 'deploymentArn' | 'hookId'>;

/**
 * What the gate found, answered and announced, kept across invocations. A change is made to what is kept at that moment,
 * whoever else changes it at the same time, and resolves with what is kept then.
 */
export interface GateLedger {
  readonly recall: (hook: HookKey) => Promise<GateEntry | undefined>;
  readonly change: (hook: HookKey, change: (entry: GateEntry | undefined) => GateEntry) => Promise<GateEntry>;
  readonly recallDeployment: (deploymentArn: string) => Promise<GatedDeployment>;
  readonly changeDeployment: (
    deploymentArn: string,
    change: (deployment: GatedDeployment) => GatedDeployment,
  ) => Promise<GatedDeployment>;
}

/** What is kept about a service deployment of which nothing is known yet. */
export const NEW_DEPLOYMENT: GatedDeployment = { untrustedSince: null, rolledBack: false };

/** What is kept about a hook that is first seen at this time, in milliseconds since the epoch. */
export const newGateEntry = (now: number): GateEntry => ({ firstSeen: now, answering: [], announced: {} });

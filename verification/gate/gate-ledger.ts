import type { DeploymentHook, HookAction } from '../service-deployment';
import type { GateOutcome } from './gate-announcement';

/** An answer of the gate, with what its announcement needs should it have to be repeated. */
export interface GateAnswer {
  readonly action: HookAction;
  /** Why: one sentence for people. */
  readonly detail: string;
  /** The ids of the break-glass grants that lifted the response. */
  readonly grants: readonly string[];
  /** Whether every image was trusted or exempt, which only the log announces. */
  readonly plain: boolean;
}

/** What the ledger keeps about one pause hook; `firstSeen` in milliseconds since the epoch. */
export interface GateEntry {
  readonly firstSeen: number;
  /**
   * The answers that the gate gave or was about to give, at most one for each action. Kept before ECS is called, so that
   * an answer that ECS carried out is known for the gate's own, whatever happened since.
   */
  readonly answering: readonly GateAnswer[];
  /** The outcomes that each channel has announced or need not announce, by the channel's name. */
  readonly announced: Readonly<Record<string, readonly GateOutcome[]>>;
}

/** Since when a container's image has been untrusted without a trusted verdict in between. */
export interface UntrustedContainer {
  /** The name of the container. */
  readonly name: string;
  /** In milliseconds since the epoch. */
  readonly since: number;
}

/** What the ledger keeps about one service deployment, whose hooks share it. */
export interface GatedDeployment {
  readonly untrusted: readonly UntrustedContainer[];
  /** The gate rolled the deployment back, or the verifier did because of a task, or was about to. */
  readonly rolledBack: boolean;
}

/** The hook that an entry of the ledger is about. */
export type HookKey = Pick<DeploymentHook, 'deploymentArn' | 'hookId'>;

/** Makes of what is kept what is to be kept; what it returns unchanged is not written. */
export type ChangeKept<Kept> = (kept: Kept) => Kept;

/**
 * What the gate found, answered and announced, kept across invocations. A change is made to what is kept at that moment,
 * whoever else changes it at the same time, and resolves with what is kept then.
 */
export interface GateLedger {
  readonly recall: (hook: HookKey) => Promise<GateEntry | undefined>;
  readonly change: (hook: HookKey, change: (entry: GateEntry | undefined) => GateEntry) => Promise<GateEntry>;
  readonly recallDeployment: (deploymentArn: string) => Promise<GatedDeployment>;
  readonly changeDeployment: (deploymentArn: string, change: ChangeKept<GatedDeployment>) => Promise<GatedDeployment>;
}

/** What is kept about a service deployment of which nothing is known yet. */
export const NEW_DEPLOYMENT: GatedDeployment = { untrusted: [], rolledBack: false };

/**
 * Keeps that a service deployment is about to be rolled back, so that its hooks do not take that for someone else's doing.
 * @throws what the ledger throws.
 */
export const keepRolledBack = async (
  deploymentArn: string,
  { gateLedger }: { readonly gateLedger: Pick<GateLedger, 'changeDeployment'> },
): Promise<void> => {
  await gateLedger.changeDeployment(deploymentArn, (kept) => (kept.rolledBack ? kept : { ...kept, rolledBack: true }));
};

/** What is kept about a hook that is first seen at this time, in milliseconds since the epoch. */
export const newGateEntry = (now: number): GateEntry => ({ firstSeen: now, answering: [], announced: {} });

/** The outcomes that a channel has announced or need not announce. */
export const announcedOn = ({ announced }: GateEntry, channel: string): readonly GateOutcome[] =>
  Object.hasOwn(announced, channel) ? (announced[channel] ?? []) : [];

/** The entry with one more answer, instead of an earlier one with the same action. */
export const withAnswer = (entry: GateEntry, answer: GateAnswer): GateEntry => ({
  ...entry,
  answering: [...entry.answering.filter(({ action }) => action !== answer.action), answer],
});

/** The entry in which these channels have announced the outcome. */
export const withAnnounced = (entry: GateEntry, channels: readonly string[], outcome: GateOutcome): GateEntry => {
  const added = channels
    .filter((channel) => !announcedOn(entry, channel).includes(outcome))
    .map((channel) => [channel, [...announcedOn(entry, channel), outcome]] as const);
  return added.length === 0 ? entry : { ...entry, announced: { ...entry.announced, ...Object.fromEntries(added) } };
};

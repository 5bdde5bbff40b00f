import type { DeploymentHook, HookAction } from '../../verification';

/** What the gate's ledger keeps about one pause hook. */
export interface GateMemory {
  /** When the gate first saw it, in milliseconds since the epoch. */
  readonly firstSeen: number;
  /** The answers that the gate gave or was about to give, each with its reason. */
  readonly answering: readonly { readonly action: HookAction; readonly detail: string }[];
  /** The outcomes that each channel has announced, by the channel's name. */
  readonly announced: Readonly<Record<string, readonly string[]>>;
}

/** Reads what the gate knows of a hook; undefined when it has not seen it. Rejects when the ledger could not be read. */
export type RecallGate = (hook: Pick<DeploymentHook, 'deploymentArn' | 'hookId'>) => Promise<GateMemory | undefined>;

/** The outcomes that were announced, each once. */
export const announcedOutcomes = ({ announced }: GateMemory): readonly string[] => [
  ...new Set(Object.values(announced).flat()),
];

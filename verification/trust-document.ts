/** Report only, or also act. */
export type Mode = 'audit' | 'enforce';

/** How many distinct signers of a policy must have signed: any one of them, all of them, or a number of them. */
export type Requirement = 'any' | 'all' | number;

/** Which signers must have signed images of which repositories. */
export interface PolicyEntry {
  /** Repository patterns, see `parseRepositoryPattern`. */
  readonly repositories: readonly string[];
  /** AWS Signer profile or profile-version ARNs. */
  readonly signers: readonly string[];
  readonly require: Requirement;
}

/** Repositories that a named rule takes out of verification, for a stated reason and until a stated time. */
export interface ExemptionEntry {
  readonly repositories: readonly string[];
  readonly reason: string;
  /** The instant from which the exemption is ignored, ISO 8601 in UTC. */
  readonly until: string;
}

/** How many tasks of one cluster may be stopped within how many minutes. */
export interface StopBudget {
  readonly stops: number;
  readonly minutes: number;
}

/** Settings of how enforce responds to verdicts. */
export interface ResponseSettings {
  readonly whenUnprovable: 'report' | 'stop';
  /** What follows when a task of a service runs an untrusted image: its deployment in progress is rolled back, or not. */
  readonly services: 'report' | 'rollback';
  readonly confirmUnsignedAfterSeconds: number;
  readonly stopBudget: StopBudget;
}

/** The response settings while there is no usable trust document: nothing is ever stopped. */
export const NO_STOPS: ResponseSettings = {
  whenUnprovable: 'report',
  services: 'report',
  confirmUnsignedAfterSeconds: 60,
  stopBudget: { stops: 0, minutes: 1 },
};

/**
 * The stages at which ECS can pause a service deployment.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export const GATE_STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const;

/** A stage at which the gate can hold a deployment. */
export type GateStage = (typeof GATE_STAGES)[number];

/** At which stages the gate answers pause hooks; an empty list means that it answers none. */
export interface GateSettings {
  /** The stages of every cluster that `clusters` does not name. */
  readonly stages: readonly GateStage[];
  /** Stages by cluster ARN. */
  readonly clusters: Readonly<Record<string, readonly GateStage[]>>;
}

/** Policies, exemptions and modes: what the functions decide by. Written at synthesis, addressed by its SHA-256. */
export interface TrustDocument {
  readonly version: 3;
  readonly deployment: string;
  readonly partition: 'aws' | 'aws-us-gov';
  readonly region: string;
  readonly account: string;
  /** The mode of every cluster that `clusters` does not name. */
  readonly mode: Mode;
  /** Modes by cluster ARN. */
  readonly clusters: Readonly<Record<string, Mode>>;
  readonly unmatched: 'untrusted' | 'ignore';
  readonly policies: Readonly<Record<string, PolicyEntry>>;
  readonly exemptions: Readonly<Record<string, ExemptionEntry>>;
  readonly responses: ResponseSettings;
  readonly gate: GateSettings;
}

/** The mode of a cluster. */
export const modeFor = (document: TrustDocument, clusterArn: string): Mode =>
  Object.hasOwn(document.clusters, clusterArn) ? (document.clusters[clusterArn] ?? document.mode) : document.mode;

/** The stages at which the gate answers the pause hooks of a cluster's services. */
export const gateStagesFor = ({ gate }: TrustDocument, clusterArn: string): readonly GateStage[] =>
  Object.hasOwn(gate.clusters, clusterArn) ? (gate.clusters[clusterArn] ?? gate.stages) : gate.stages;

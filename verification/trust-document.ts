/** Only report, or also act. */
export type Mode = 'audit' | 'enforce';

/** Which signers must have signed images of which repositories. */
export interface PolicyEntry {
  /** Repository patterns, see `parseRepositoryPattern`. */
  readonly repositories: readonly string[];
  /** AWS Signer profile or profile-version ARNs; a good signature of any one of them is enough. */
  readonly signers: readonly string[];
}

/** Repositories that a named rule takes out of judgement, for a stated reason and time. */
export interface ExemptionEntry {
  readonly repositories: readonly string[];
  readonly reason: string;
  /** The instant from which the exemption is ignored, ISO 8601 in UTC. */
  readonly until: string;
}

/** How many tasks of one cluster may be stopped within how long. */
export interface StopBudget {
  readonly stops: number;
  readonly minutes: number;
}

/** What enforce does beyond the rules that never bend. */
export interface ResponseSettings {
  readonly whenUnprovable: 'report' | 'stop';
  readonly confirmUnsignedAfterSeconds: number;
  readonly stopBudget: StopBudget;
}

/** What the functions judge by: policies, exemptions and modes; written by synthesis, addressed by its hash. */
export interface TrustDocument {
  readonly version: 1;
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
}

/** A trust document together with the hash it is addressed by: verdicts belong to the hash. */
export interface AddressedTrustDocument {
  readonly sha256: string;
  readonly document: TrustDocument;
}

/** The mode of a cluster. */
export const modeFor = (document: TrustDocument, clusterArn: string): Mode =>
  Object.hasOwn(document.clusters, clusterArn) ? (document.clusters[clusterArn] ?? document.mode) : document.mode;

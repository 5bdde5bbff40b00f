import type { Container, WorkloadKind } from '../task';
import type { Verdict } from '../verdict';

/** A verdict, and the name of the policy by which it was reached; null if no policy applied. */
export interface PolicyVerdict {
  readonly policy: string | null;
  readonly verdict: Verdict;
}

/** A container that runs, with its verdict now and the one that another trust document gives it. */
export interface PreviewContainer {
  readonly taskArn: string;
  readonly clusterArn: string;
  /** The name of its service; null without one. */
  readonly service: string | null;
  readonly workload: WorkloadKind;
  /** The value of the owner tag; null without one. */
  readonly owner: string | null;
  readonly container: Container;
  /** The verdict now; null if it is not known. */
  readonly before: PolicyVerdict | null;
  /** The verdict by the other document; null if only verifying the image could say. */
  readonly after: PolicyVerdict | null;
}

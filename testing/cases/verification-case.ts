import type { CaseEnvironment } from './case-environment';
import type { Expected } from './expected';

/** The verification to run once a case is set up. Default of omitted fields: as in the product. */
export interface CaseRequest {
  /** `registry/repository@digest`. */
  readonly reference: string;
  /** The ARNs of the trusted profiles. Default: the case's own profile. */
  readonly signers?: readonly string[];
  /** How long one run of notation may take, in milliseconds. */
  readonly deadlineMs?: number;
  /** How long the registry may take, in milliseconds. */
  readonly remainingMs?: number;
  /** The password that the function gets for ECR; `none` if no policy names the registry's account. */
  readonly ecrPassword?: string;
  /** Damages notation's configuration directory before each run. */
  readonly damage?: (directory: string) => Promise<void>;
  /** Another plugin directory. */
  readonly plugins?: string;
  /** Another file with AWS Signer's root certificate. */
  readonly rootCertificate?: string;
}

/** One image to verify, and the verdict that the rules demand. */
export interface VerificationCase {
  /** The name of the repository. */
  readonly name: string;
  readonly title: string;
  readonly expected: Expected;
  readonly validity?: 'already-expired';
  /** Sets the case up and returns the verification to run. */
  readonly setUp: (environment: CaseEnvironment) => Promise<CaseRequest>;
}

import type { RegistryLogin } from '../../adapters/notation/child-environment';
import type { Expected } from './recording';
import type { CaseEnvironment } from './case-environment';

/** The verification to run once the case is set up. Default of omitted fields: as in the product. */
export interface CaseQuestion {
  readonly reference: string;
  /** The ARNs of the trusted profiles. Default: the case's own profile. */
  readonly signers?: readonly string[];
  readonly maxSignatures?: number;
  readonly deadlineMs?: number;
  readonly keepBytes?: number;
  readonly login?: RegistryLogin | 'none';
  /** Damages notation's configuration directory. */
  readonly damage?: (directory: string) => Promise<void>;
  /** Another plugin directory. */
  readonly plugins?: string;
}

/** One case to record, and the verdict that the design demands. */
export interface RecordedCase {
  /** The name of the recording's file and of the repository. */
  readonly name: string;
  readonly title: string;
  readonly expected: Expected;
  readonly validity?: 'already-expired';
  /** Sets the case up and returns the verification to run. */
  readonly setUp: (environment: CaseEnvironment) => Promise<CaseQuestion>;
}

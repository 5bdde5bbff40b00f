import type { RegistryLogin } from '../../adapters/notation/child-environment';
import type { Expected } from './recording';
import type { CaseEnvironment } from './case-environment';

/** What is asked once everything is set up; what is left out is as the product has it. */
export interface CaseQuestion {
  readonly reference: string;
  /** ARNs of the trusted profiles. */
  readonly signers?: readonly string[];
  readonly maxSignatures?: number;
  readonly deadlineMs?: number;
  readonly keepBytes?: number;
  readonly login?: RegistryLogin | 'none';
  /** Spoils notation's configuration directory. */
  readonly spoil?: (directory: string) => Promise<void>;
  /** Another directory of plugins. */
  readonly plugins?: string;
}

/** One case to be recorded, and what the design demands of it. */
export interface RecordedCase {
  /** Name of the file, and of the repository. */
  readonly name: string;
  readonly title: string;
  readonly expected: Expected;
  readonly validity?: 'already-expired';
  /** Sets the stage and says what to ask. */
  readonly setUp: (stage: CaseEnvironment) => Promise<CaseQuestion>;
}

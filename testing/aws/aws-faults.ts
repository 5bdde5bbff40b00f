import { FaultList, type InjectedFault } from '../gateway/fault-list';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';

/** The calls that a fault applies to; omitted fields match every call. */
export interface AwsFaultTarget {
  readonly service?: string;
  readonly action?: string;
  /** How often it applies. Default: without limit. */
  readonly times?: number;
}

/** A fault that refuses calls. */
export interface AwsFailure extends AwsFaultTarget {
  /** As `ThrottlingException` or `AccessDenied`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Default: says that the fault was injected. */
  readonly message?: string;
}

/** A fault that delays calls, which then succeed. */
export interface AwsDelay extends AwsFaultTarget {
  readonly milliseconds: number;
}

const appliesTo =
  (call: AwsCall) =>
  ({ service, action }: AwsFaultTarget): boolean =>
    (service ?? call.service) === call.service && (action ?? call.action) === call.action;

/** The faults that were injected. The first matching failure and the first matching delay apply to a call. */
export class AwsFaults {
  private readonly failures = new FaultList<AwsFailure>();
  private readonly delays = new FaultList<AwsDelay>();

  /** Refuses the calls that match. */
  fail(failure: AwsFailure): InjectedFault {
    return this.failures.add(failure);
  }

  /** Delays the calls that match. */
  delay(delay: AwsDelay): InjectedFault {
    return this.delays.add(delay);
  }

  /** Removes all faults. */
  clear(): void {
    this.failures.clear();
    this.delays.clear();
  }

  /** How long this call must wait, in milliseconds. */
  delayOf(call: AwsCall): number {
    return this.delays.hit(appliesTo(call))?.milliseconds ?? 0;
  }

  /** The error that this call is refused with, if it is. */
  failureOf(call: AwsCall): AwsError | undefined {
    const failure = this.failures.hit(appliesTo(call));
    if (!failure) return undefined;
    const { code, status, message = `injected fault of ${call.service}:${call.action}` } = failure;
    return new AwsError(code, message, { status });
  }
}

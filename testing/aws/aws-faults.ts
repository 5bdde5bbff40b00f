import type { AddedFault } from '../gateway/fault';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';

/** Which calls a fault strikes; what is left out matches every call. */
export interface AwsFaultTarget {
  readonly service?: string;
  readonly action?: string;
  /** How often it strikes. Default: for ever. */
  readonly times?: number;
}

/** A refusal in place of an answer. */
export interface AwsFailure extends AwsFaultTarget {
  /** As `ThrottlingException` or `AccessDenied`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Default: says that the fault is played. */
  readonly message?: string;
}

/** A wait before the answer, which itself is good. */
export interface AwsDelay extends AwsFaultTarget {
  readonly milliseconds: number;
}

type Planned =
  | { readonly kind: 'failure'; readonly failure: AwsFailure; hits: number }
  | { readonly kind: 'delay'; readonly delay: AwsDelay; hits: number };

const strikes = ({ service, action, times = Infinity }: AwsFaultTarget, hits: number, call: AwsCall): boolean =>
  hits < times && (service ?? call.service) === call.service && (action ?? call.action) === call.action;

/** The faults that are to be played: of those that match a call, the first failure and the first delay strike. */
export class AwsFaults {
  private planned: Planned[] = [];

  /** Refuses the calls that match. */
  fail(failure: AwsFailure): AddedFault {
    return this.add({ kind: 'failure', failure, hits: 0 });
  }

  /** Makes the calls that match wait. */
  delay(delay: AwsDelay): AddedFault {
    return this.add({ kind: 'delay', delay, hits: 0 });
  }

  /** Takes all faults away. */
  clear(): void {
    this.planned = [];
  }

  /** How long this call must wait, in milliseconds. */
  waitFor(call: AwsCall): number {
    for (const one of this.planned) {
      if (one.kind === 'delay' && strikes(one.delay, one.hits, call)) {
        one.hits += 1;
        return one.delay.milliseconds;
      }
    }
    return 0;
  }

  /** Why this call is refused, if it is. */
  refusalOf(call: AwsCall): AwsError | undefined {
    for (const one of this.planned) {
      if (one.kind === 'failure' && strikes(one.failure, one.hits, call)) {
        one.hits += 1;
        const { code, status, message = `${call.service}:${call.action} fails on demand` } = one.failure;
        return new AwsError(code, message, { status });
      }
    }
    return undefined;
  }

  private add(fault: Planned): AddedFault {
    this.planned.push(fault);
    return {
      get hits() {
        return fault.hits;
      },
      remove: () => void (this.planned = this.planned.filter((one) => one !== fault)),
    };
  }
}

/** What the gateway does to a request instead of, or before, answering it. */
export type FaultEffect =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Error code in the body: an OCI one for registries, an exception's name for AWS Signer. */
      readonly code?: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers later, but well. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Accepts and never answers. */
  | { readonly kind: 'hang' }
  /** Breaks the connection without an answer. */
  | { readonly kind: 'reset' }
  /** Breaks the connection after so many bytes of the body. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** The proxy says no to CONNECT. */
  | { readonly kind: 'refuse-connect' };

/** A fault and the requests that it strikes; what is left out matches everything. */
export interface Fault {
  /** Host name, compared whole, or a pattern. */
  readonly host?: string | RegExp;
  /** Matched against path and query as the client sent them. */
  readonly path?: RegExp;
  readonly method?: string;
  /** How often it strikes. Default: for ever. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

/** A fault that was added: how often it struck, and how to take it away. */
export interface AddedFault {
  readonly hits: number;
  remove(): void;
}

/** What a fault is chosen by. */
export interface FaultTarget {
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

const matches = ({ host, path, method, effect }: Fault, target: FaultTarget): boolean => {
  if ((effect.kind === 'refuse-connect') !== (target.method === 'CONNECT')) return false;
  const hostMatches = host === undefined || (typeof host === 'string' ? host === target.host : host.test(target.host));
  return hostMatches && (path?.test(target.path) ?? true) && (method === undefined || method === target.method);
};

/** The faults that are to be played; the first that matches strikes. */
export class FaultPlan {
  private planned: { readonly fault: Fault; hits: number }[] = [];

  /** Adds a fault after those that are there. */
  add(fault: Fault): AddedFault {
    const entry = { fault, hits: 0, remove: () => void (this.planned = this.planned.filter((one) => one !== entry)) };
    this.planned.push(entry);
    return entry;
  }

  /** Takes all faults away. */
  clear(): void {
    this.planned = [];
  }

  /** The effect for a request, counted; CONNECT meets only faults of CONNECT and those meet nothing else. */
  strike(target: FaultTarget): FaultEffect | undefined {
    const entry = this.planned.find(({ fault, hits }) => hits < (fault.times ?? Infinity) && matches(fault, target));
    if (!entry) return undefined;
    entry.hits += 1;
    return entry.fault.effect;
  }
}

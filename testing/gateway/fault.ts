/** What the gateway does to a request before, or instead of, responding to it. */
export type FaultEffect =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Error code in the body: an OCI code from registries, the name of an exception from AWS Signer. */
      readonly code?: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Responds normally after a delay. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Accepts the request and never responds. */
  | { readonly kind: 'hang' }
  /** Closes the connection without a response. */
  | { readonly kind: 'reset' }
  /** Closes the connection after this many bytes of the body. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** The proxy refuses CONNECT. */
  | { readonly kind: 'refuse-connect' };

/** A fault and the requests that it applies to; omitted fields match every request. */
export interface Fault {
  /** The whole host name, or a pattern. */
  readonly host?: string | RegExp;
  /** Matched against path and query. */
  readonly path?: RegExp;
  readonly method?: string;
  /** How often it applies. Default: without limit. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

/** The properties of a request that faults match. */
export interface FaultTarget {
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

/**
 * Whether a fault applies to a request. `refuse-connect` applies to CONNECT only, all other effects to all
 * other methods.
 */
export const appliesTo = ({ host, path, method, effect }: Fault, target: FaultTarget): boolean => {
  if ((effect.kind === 'refuse-connect') !== (target.method === 'CONNECT')) return false;
  const hostMatches = host === undefined || (typeof host === 'string' ? host === target.host : host.test(target.host));
  return hostMatches && (path?.test(target.path) ?? true) && (method === undefined || method === target.method);
};

import type { ProcessResult } from '../../adapters/process';
import type { ImageReason, ServiceReason, UntrustedReason } from '../../verification';

/** The verdict on a run of notation that the design demands. */
export type Expected =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'untrusted'; readonly reason: UntrustedReason }
  | { readonly kind: 'inconclusive'; readonly cause: 'service'; readonly reason: ServiceReason }
  | { readonly kind: 'inconclusive'; readonly cause: 'image'; readonly reason: ImageReason };

/** One real run of notation. */
export interface Recording {
  /** The case's title. */
  readonly title: string;
  /** The reference that notation verified. */
  readonly reference: string;
  /** The name of the trust policy's statement. */
  readonly statement: string;
  readonly maxSignatures: number;
  readonly result: ProcessResult;
  readonly expected: Expected;
}

/** The verdict `trusted`. */
export const trusted: Expected = { kind: 'trusted' };

/** The verdict `untrusted` with that reason. */
export const untrusted = (reason: UntrustedReason): Expected => ({ kind: 'untrusted', reason });

/** The verdict `inconclusive` with cause `service` and that reason. */
export const service = (reason: ServiceReason): Expected => ({ kind: 'inconclusive', cause: 'service', reason });

/** The verdict `inconclusive` with cause `image` and that reason. */
export const image = (reason: ImageReason): Expected => ({ kind: 'inconclusive', cause: 'image', reason });

import type { ProcessResult } from '../../adapters/process';
import type { ImageReason, ServiceReason, UntrustedReason } from '../../verification';

/** What the design demands as the verdict on a run of notation. */
export type Expected =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'untrusted'; readonly reason: UntrustedReason }
  | { readonly kind: 'inconclusive'; readonly cause: 'service'; readonly reason: ServiceReason }
  | { readonly kind: 'inconclusive'; readonly cause: 'image'; readonly reason: ImageReason };

/** One real run of notation. */
export interface Recording {
  /** What was the case, in plain words. */
  readonly title: string;
  /** The reference that was asked about. */
  readonly reference: string;
  /** The statement's name in the trust policy. */
  readonly statement: string;
  readonly maxSignatures: number;
  readonly result: ProcessResult;
  readonly expected: Expected;
}

/** The verdict `trusted`. */
export const trusted: Expected = { kind: 'trusted' };

/** A verdict `untrusted` for that reason. */
export const untrusted = (reason: UntrustedReason): Expected => ({ kind: 'untrusted', reason });

/** A verdict `inconclusive` of cause `service` for that reason. */
export const service = (reason: ServiceReason): Expected => ({ kind: 'inconclusive', cause: 'service', reason });

/** A verdict `inconclusive` of cause `image` for that reason. */
export const image = (reason: ImageReason): Expected => ({ kind: 'inconclusive', cause: 'image', reason });

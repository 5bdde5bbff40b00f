import type { ServiceReason, UntrustedReason } from '../../verification';

/** The verdict that the rules demand for a case. */
export type Expected =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'untrusted'; readonly reason: UntrustedReason }
  | { readonly kind: 'inconclusive'; readonly cause: 'service'; readonly reason: ServiceReason }
  | { readonly kind: 'inconclusive'; readonly cause: 'image'; readonly reason: 'image-not-found' };

/** The verdict `trusted`. */
export const trusted: Expected = { kind: 'trusted' };

/** The verdict `untrusted` with that reason. */
export const untrusted = (reason: UntrustedReason): Expected => ({ kind: 'untrusted', reason });

/** The verdict `inconclusive` with cause `service` and that reason. */
export const service = (reason: ServiceReason): Expected => ({ kind: 'inconclusive', cause: 'service', reason });

/** The verdict `inconclusive` because there is no such image. */
export const imageNotFound: Expected = { kind: 'inconclusive', cause: 'image', reason: 'image-not-found' };

/** Why a stored trust document is not used. */
export type TrustDocumentRefusalCode = 'hash-mismatch' | 'unknown-version' | 'malformed';

/** Thrown for bytes that are not the trust document that their key promises; nothing may be judged by them. */
export class TrustDocumentRefusal extends Error {
  override readonly name = 'TrustDocumentRefusal';

  constructor(
    readonly code: TrustDocumentRefusalCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Why a stored trust document is refused. */
export type TrustDocumentRefusalCode = 'hash-mismatch' | 'unknown-version' | 'malformed';

/** Thrown for bytes that are not the trust document that their key names. Nothing may be verified by them. */
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

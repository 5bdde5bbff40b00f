import { messageOf, toLoadedTrust, type AddressedTrustDocument, type Trust } from '../../verification';

/** The ports that loading the trust document needs. */
export interface LoadTrustPorts {
  readonly readTrustDocument: () => Promise<AddressedTrustDocument>;
  /** Called when the trust document cannot be read or used. */
  readonly onTrustDocumentRefused: (error: unknown) => void;
}

/** Loads the trust document, or the reason why it cannot be used. Rejects never. */
export const loadTrust = ({ readTrustDocument, onTrustDocumentRefused }: LoadTrustPorts): Promise<Trust> =>
  readTrustDocument()
    .then(toLoadedTrust)
    .catch((error: unknown) => {
      onTrustDocumentRefused(error);
      return { kind: 'unusable' as const, reason: messageOf(error) };
    });

import type { SigningChain } from '../certificates/signing-chain';
import type { Descriptor } from '../registry/descriptor';
import { signJws, toSignatureTime } from '../signer/envelope';

/** A signing scheme of the Notary Project: with a key of one's own, or by a signing authority such as AWS Signer. */
export type Scheme = 'notary.x509' | 'notary.x509.signingAuthority';

/** An envelope as notation creates it with a local key: it names no plugin. */
export const plainEnvelope = (target: Descriptor, chain: SigningChain, scheme: Scheme): Buffer => {
  const payload = Buffer.from(JSON.stringify({ targetArtifact: target }));
  const signingScheme = { 'io.cncf.notary.signingScheme': scheme };
  const now = toSignatureTime(new Date());
  return scheme === 'notary.x509'
    ? signJws(payload, { critical: signingScheme, 'io.cncf.notary.signingTime': now }, chain)
    : signJws(payload, { critical: { ...signingScheme, 'io.cncf.notary.authenticSigningTime': now } }, chain);
};

import { KeyObject, sign } from 'node:crypto';
import type { SigningChain } from '../certificates/signing-chain';
import { toDer } from '../certificates/credential';
import type { Descriptor } from '../registry/descriptor';
import { PAYLOAD_MEDIA_TYPE } from '../signer/envelope';

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const toSeconds = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, 'Z');

/** By which of the Notary Project's schemes it is signed: with a key of one's own, or by an authority such as AWS Signer. */
export type Scheme = 'notary.x509' | 'notary.x509.signingAuthority';

/** An envelope as notation makes it with a key of one's own: no plugin is named. */
export const plainEnvelope = (target: Descriptor, chain: SigningChain, scheme: Scheme): Buffer => {
  const time = scheme === 'notary.x509' ? 'io.cncf.notary.signingTime' : 'io.cncf.notary.authenticSigningTime';
  const critical = ['io.cncf.notary.signingScheme', ...(scheme === 'notary.x509' ? [] : [time])];
  const protectedHeader = base64url({
    alg: 'ES384',
    cty: PAYLOAD_MEDIA_TYPE,
    crit: critical,
    'io.cncf.notary.signingScheme': scheme,
    [time]: toSeconds(new Date()),
  });
  const payload = base64url({ targetArtifact: target });
  const key = KeyObject.from(chain.leaf.keys.privateKey);
  const signature = sign('sha384', Buffer.from(`${protectedHeader}.${payload}`), { key, dsaEncoding: 'ieee-p1363' });
  const x5c = [chain.leaf, chain.intermediate, chain.root].map((one) => toDer(one).toString('base64'));
  return Buffer.from(
    JSON.stringify({
      payload,
      protected: protectedHeader,
      header: { x5c },
      signature: signature.toString('base64url'),
    }),
  );
};

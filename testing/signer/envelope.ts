import { KeyObject, sign } from 'node:crypto';
import type { SigningChain } from '../certificates/signing-chain';
import { toDer } from '../certificates/credential';

/** Media type of a JWS signature envelope. */
export const JWS_MEDIA_TYPE = 'application/jose+json';

/** Media type of the payload that the Notary Project signs. */
export const PAYLOAD_MEDIA_TYPE = 'application/vnd.cncf.notary.payload.v1+json';

/** Everything that a signature envelope says. */
export interface EnvelopeContent {
  readonly payload: Buffer;
  readonly signingTime: Date;
  readonly expiry?: Date | undefined;
  readonly verificationPlugin: string;
  readonly verificationPluginMinVersion: string;
  readonly jobArn: string;
  readonly profileVersionArn: string;
}

const toBase64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url');

const toSeconds = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, 'Z');

const protectedHeaders = (content: EnvelopeContent): Record<string, unknown> => {
  const attributes = {
    'io.cncf.notary.signingScheme': 'notary.x509.signingAuthority',
    'io.cncf.notary.authenticSigningTime': toSeconds(content.signingTime),
    'io.cncf.notary.verificationPlugin': content.verificationPlugin,
    'io.cncf.notary.verificationPluginMinVersion': content.verificationPluginMinVersion,
    'com.amazonaws.signer.signingJob': content.jobArn,
    'com.amazonaws.signer.signingProfileVersion': content.profileVersionArn,
    ...(content.expiry && { 'io.cncf.notary.expiry': toSeconds(content.expiry) }),
  };
  return { alg: 'ES384', cty: PAYLOAD_MEDIA_TYPE, crit: Object.keys(attributes), ...attributes };
};

const toEnvelope = (parts: object): Buffer => Buffer.from(JSON.stringify(parts));

/** A flattened JWS envelope of the Notary Project, signed by the leaf of the chain with ES384. */
export const signEnvelope = (content: EnvelopeContent, chain: SigningChain): Buffer => {
  const protectedHeader = toBase64url(JSON.stringify(protectedHeaders(content)));
  const payload = toBase64url(content.payload);
  const key = KeyObject.from(chain.leaf.keys.privateKey);
  const signature = sign('sha384', Buffer.from(`${protectedHeader}.${payload}`), { key, dsaEncoding: 'ieee-p1363' });
  const certificates = [chain.leaf, chain.intermediate, chain.root].map((one) => toDer(one).toString('base64'));
  const header = { x5c: certificates, 'io.cncf.notary.signingAgent': 'offline-world/1.0.0' };
  return toEnvelope({ payload, protected: protectedHeader, header, signature: toBase64url(signature) });
};

/** The same envelope with one bit of its signature turned. */
export const tamperSignature = (envelope: Buffer): Buffer => {
  const parsed = JSON.parse(envelope.toString()) as { readonly signature: string };
  const signature = Buffer.from(parsed.signature, 'base64url');
  signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
  return toEnvelope({ ...parsed, signature: toBase64url(signature) });
};

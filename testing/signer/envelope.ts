import { KeyObject, sign } from 'node:crypto';
import { toDer } from '../certificates/credential';
import type { SigningChain } from '../certificates/signing-chain';

/** The media type of a JWS signature envelope. */
export const JWS_MEDIA_TYPE = 'application/jose+json';

/** The media type of the payload that the Notary Project signs. */
export const PAYLOAD_MEDIA_TYPE = 'application/vnd.cncf.notary.payload.v1+json';

/** What a signature of AWS Signer contains. */
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

const toEnvelope = (parts: object): Buffer => Buffer.from(JSON.stringify(parts));

/** A time in the format of signatures, without milliseconds. */
export const toSignatureTime = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, 'Z');

/** A flattened JWS envelope of the Notary Project, signed with ES384 by the leaf of the chain. */
export const signJws = (
  payload: Buffer,
  { critical, ...others }: { readonly critical: object; readonly [header: string]: unknown },
  chain: SigningChain,
): Buffer => {
  const headers = { alg: 'ES384', cty: PAYLOAD_MEDIA_TYPE, crit: Object.keys(critical), ...critical, ...others };
  const [protectedPart, payloadPart] = [toBase64url(JSON.stringify(headers)), toBase64url(payload)];
  const key = KeyObject.from(chain.leaf.keys.privateKey);
  const signature = sign('sha384', Buffer.from(`${protectedPart}.${payloadPart}`), { key, dsaEncoding: 'ieee-p1363' });
  const certificates = [chain.leaf, chain.intermediate, chain.root].map((one) => toDer(one).toString('base64'));
  const header = { x5c: certificates, 'io.cncf.notary.signingAgent': 'ecs-image-trust-tests/1.0.0' };
  return toEnvelope({ payload: payloadPart, protected: protectedPart, header, signature: toBase64url(signature) });
};

/** An envelope as AWS Signer returns it. */
export const signEnvelope = (content: EnvelopeContent, chain: SigningChain): Buffer => {
  const critical = {
    'io.cncf.notary.signingScheme': 'notary.x509.signingAuthority',
    'io.cncf.notary.authenticSigningTime': toSignatureTime(content.signingTime),
    'io.cncf.notary.verificationPlugin': content.verificationPlugin,
    'io.cncf.notary.verificationPluginMinVersion': content.verificationPluginMinVersion,
    'com.amazonaws.signer.signingJob': content.jobArn,
    'com.amazonaws.signer.signingProfileVersion': content.profileVersionArn,
    ...(content.expiry && { 'io.cncf.notary.expiry': toSignatureTime(content.expiry) }),
  };
  return signJws(content.payload, { critical }, chain);
};

/** The same envelope with one bit of its signature flipped. */
export const tamperSignature = (envelope: Buffer): Buffer => {
  const parsed = JSON.parse(envelope.toString()) as { readonly signature: string };
  const signature = Buffer.from(parsed.signature, 'base64url');
  signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
  return toEnvelope({ ...parsed, signature: toBase64url(signature) });
};

import type { Digest } from './digest';
import { SignatureFormatError } from './signature-manifest';
import { isProfileAliasArn, isProfileVersionArn, isSigningJobArn } from './signer-arn';
import { quoteShort, type JsonObject } from './strict-json';

/** The name of AWS Signer's plugin for notation. */
export const SIGNER_PLUGIN = 'com.amazonaws.signer.notation.plugin';

/** How an envelope is signed. */
export type SignatureAlgorithm = 'ES256' | 'ES384' | 'ES512';

/** What a signature says about itself. It counts only once notation has accepted the signature. */
export interface SignatureClaims {
  readonly algorithm: SignatureAlgorithm;
  /** The ARN of the signing profile's version, or of an alias of the profile. */
  readonly profileVersion: string;
  readonly job: string;
  /** An instant, ISO 8601 in UTC. */
  readonly signingTime: string;
  /** The instant from which the signature is expired, ISO 8601 in UTC; null when it never is. */
  readonly expiry: string | null;
}

const SIGNING_SCHEME = 'io.cncf.notary.signingScheme';
const SIGNING_TIME = 'io.cncf.notary.authenticSigningTime';
const EXPIRY = 'io.cncf.notary.expiry';
const PLUGIN = 'io.cncf.notary.verificationPlugin';
const PLUGIN_VERSION = 'io.cncf.notary.verificationPluginMinVersion';
const JOB = 'com.amazonaws.signer.signingJob';
const PROFILE_VERSION = 'com.amazonaws.signer.signingProfileVersion';

// https://github.com/notaryproject/specifications/blob/main/specs/signature-envelope-jws.md
const FIXED = {
  cty: 'application/vnd.cncf.notary.payload.v1+json',
  [SIGNING_SCHEME]: 'notary.x509.signingAuthority',
  [PLUGIN]: SIGNER_PLUGIN,
} as const;
const CRITICAL = [SIGNING_SCHEME, SIGNING_TIME, PLUGIN, JOB, PROFILE_VERSION];
const ALGORITHMS: readonly unknown[] = ['ES256', 'ES384', 'ES512'] satisfies readonly SignatureAlgorithm[];

const isAlgorithm = (value: unknown): value is SignatureAlgorithm => ALGORITHMS.includes(value);

const INSTANT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;
const VERSION = /^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}(?:[-+][0-9A-Za-z.+-]{1,64})?$/;

const wrong = (key: string, expected: string, found: unknown): SignatureFormatError =>
  new SignatureFormatError(`${key}: expected ${expected}, found ${quoteShort(found)}`);

const instantOf = (header: JsonObject, key: string): string => {
  const value = header[key];
  const time = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) throw wrong(key, 'a time as in RFC 3339', value);
  return new Date(time).toISOString();
};

const arnOf = (header: JsonObject, key: string, isArn: (text: string) => boolean): string => {
  const value = header[key];
  if (typeof value !== 'string' || !isArn(value)) throw wrong(key, 'an ARN of AWS Signer', value);
  return value;
};

const checkCritical = (header: JsonObject): void => {
  const critical: unknown = header['crit'];
  if (!Array.isArray(critical) || new Set(critical).size !== critical.length)
    throw wrong('crit', 'a list of different keys', critical);
  const names: readonly unknown[] = critical;
  const required = header[EXPIRY] === undefined ? CRITICAL : [...CRITICAL, EXPIRY];
  const missing = required.find((key) => !names.includes(key));
  if (missing !== undefined) throw wrong('crit', missing, critical);
  const dangling = names.find((key) => typeof key !== 'string' || !Object.hasOwn(header, key));
  if (dangling !== undefined) throw wrong('crit', 'only keys of the header', dangling);
};

const checkHeader = (header: JsonObject): void => {
  for (const [key, expected] of Object.entries(FIXED))
    if (header[key] !== expected) throw wrong(key, JSON.stringify(expected), header[key]);
  if (Object.hasOwn(header, 'io.cncf.notary.signingTime'))
    throw wrong('io.cncf.notary.signingTime', 'nothing', header['io.cncf.notary.signingTime']);
  const version = header[PLUGIN_VERSION];
  if (version !== undefined && (typeof version !== 'string' || !VERSION.test(version)))
    throw wrong(PLUGIN_VERSION, 'a version', version);
  checkCritical(header);
};

const isSignerArn = (text: string): boolean => isProfileVersionArn(text) || isProfileAliasArn(text);

/**
 * Reads the claims of a signature for `image` from its protected header and its payload.
 * @throws SignatureFormatError when AWS Signer makes no such signature, or it is for another image.
 */
export const readClaims = (header: JsonObject, payload: JsonObject, image: Digest): SignatureClaims => {
  checkHeader(header);
  const algorithm = header['alg'];
  if (!isAlgorithm(algorithm)) throw wrong('alg', 'ES384, ES256 or ES512', algorithm);
  const target = payload['targetArtifact'] as JsonObject | null | undefined;
  if (target?.['digest'] !== image) throw wrong('signed artifact', image, target?.['digest']);
  const [signingTime, expiry] = [
    instantOf(header, SIGNING_TIME),
    header[EXPIRY] === undefined ? null : instantOf(header, EXPIRY),
  ];
  if (expiry !== null && expiry <= signingTime) throw wrong(EXPIRY, 'a time after the signing time', expiry);
  return {
    algorithm,
    profileVersion: arnOf(header, PROFILE_VERSION, isSignerArn),
    job: arnOf(header, JOB, isSigningJobArn),
    signingTime,
    expiry,
  };
};

import { formatRepositoryPattern, parseRepositoryPattern } from '../../verification/repository-pattern';
import type { AddressedTrustDocument } from '../../verification/trust';
import { GATE_STAGES, type GateSettings, type GateStage, type TrustDocument } from '../../verification/trust-document';
import { formatClusterArn, parseClusterArn } from '../naming/parse-arn';
import { canonicalJson } from '../schema/canonical-json';
import { allPolicies } from '../deployment/canary-policy';
import type { Deployment } from '../deployment/deployment';
import { findInterpolations } from '../schema/interpolation';
import { InvalidInputError } from '../schema/invalid-input';
import { findDeepNesting, MAX_NESTING } from '../schema/nesting';
import { parseContract } from '../schema/parse-contract';
import { sha256 } from '../schema/sha256';
import { trustDocumentSchema } from './trust-document-schema';
import { TrustDocumentRefusal } from './trust-document-refusal';
import { untilInstant } from '../deployment/until';

/** A serialised trust document, its SHA-256, and the object key that contains the SHA-256. */
export interface StoredTrustDocument {
  readonly content: string;
  readonly sha256: string;
  readonly key: `trust/${string}.json`;
}

const keyFor = (hash: string): StoredTrustDocument['key'] => `trust/${hash}.json`;

const canonicalPattern = (text: string): string => {
  const parsed = parseRepositoryPattern(text);
  return parsed.ok ? formatRepositoryPattern(parsed.pattern) : text;
};

const asSet = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

const mapValues = <T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const toArn = (deployment: Deployment, cluster: string): string =>
  parseClusterArn(cluster) === undefined ? formatClusterArn({ ...deployment, cluster }) : cluster;

const inOrder = (stages: readonly GateStage[]): readonly GateStage[] =>
  GATE_STAGES.filter((stage) => stages.includes(stage));

const toStages = (gate: NonNullable<Deployment['clusters'][string]['gate']>): readonly GateStage[] =>
  gate === 'off' ? [] : inOrder(gate.stages);

const toGateSettings = (deployment: Deployment): GateSettings => ({
  stages: inOrder(deployment.gate?.stages ?? []),
  clusters: Object.fromEntries(
    Object.entries(deployment.clusters).flatMap(([cluster, { gate }]) =>
      gate === undefined ? [] : [[toArn(deployment, cluster), toStages(gate)]],
    ),
  ),
});

/** The trust document of a deployment file. Two files that mean the same give the same document. */
export const toTrustDocument = (deployment: Deployment): TrustDocument => ({
  version: 3,
  deployment: deployment.name,
  partition: deployment.partition,
  region: deployment.region,
  account: deployment.account,
  mode: deployment.mode,
  clusters: Object.fromEntries(
    Object.entries(deployment.clusters).map(([cluster, { mode }]) => [toArn(deployment, cluster), mode]),
  ),
  unmatched: deployment.unmatched,
  policies: mapValues(allPolicies(deployment), ({ repositories, signers, require }) => ({
    repositories: asSet(repositories.map(canonicalPattern)),
    signers: asSet(signers),
    require,
  })),
  exemptions: mapValues(deployment.exemptions, ({ repositories, reason, until }) => ({
    repositories: asSet(repositories.map(canonicalPattern)),
    reason,
    until: untilInstant(until),
  })),
  responses: deployment.responses,
  gate: toGateSettings(deployment),
});

/**
 * Serialises a trust document as canonical JSON.
 * @throws InvalidInputError when it does not match its schema, or contains text that Terraform would evaluate, such as
 * an unresolved CDKTF token.
 */
export const serializeTrustDocument = (document: TrustDocument): StoredTrustDocument => {
  const interpolations = findInterpolations(document);
  if (interpolations.length > 0) throw new InvalidInputError('trust document', interpolations);
  const content = canonicalJson(parseContract(trustDocumentSchema, document, 'trust document'));
  const hash = sha256(content);
  return { content, sha256: hash, key: keyFor(hash) };
};

/**
 * A trust document with the SHA-256 by which it is addressed.
 * @throws what serializeTrustDocument throws.
 */
export const addressTrustDocument = (document: TrustDocument): AddressedTrustDocument => ({
  document,
  sha256: serializeTrustDocument(document).sha256,
});

const parseJson = (text: string, key: string): unknown => {
  if (findDeepNesting(text) !== undefined)
    throw new TrustDocumentRefusal('malformed', `expected at most ${MAX_NESTING} levels of nesting in ${key}`);
  return JSON.parse(text);
};

const readObject = (bytes: Uint8Array, key: string): object => {
  try {
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), key);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    if (cause instanceof TrustDocumentRefusal) throw cause;
    throw new TrustDocumentRefusal('malformed', `expected JSON in ${key}`, { cause });
  }
  throw new TrustDocumentRefusal('malformed', `expected a JSON object in ${key}`);
};

const withRequirement = (policy: unknown): unknown =>
  typeof policy === 'object' && policy !== null ? { ...policy, require: 'any' } : policy;

/** A document of version 2 in the form of version 3: there was no gate, and services were only reported. */
const fromVersion2 = (input: object): object => {
  const responses: unknown = Reflect.get(input, 'responses');
  const isObject = typeof responses === 'object' && responses !== null;
  return {
    ...input,
    version: 3,
    responses: isObject ? { ...responses, services: 'report' } : responses,
    gate: { stages: [], clusters: {} },
  };
};

/** A document of version 1 in the form of version 3: there, one good signature was always enough. */
const fromVersion1 = (input: object): object => {
  const policies: unknown = Reflect.get(input, 'policies');
  const entries = typeof policies === 'object' && policies !== null ? Object.entries(policies) : [];
  return fromVersion2({
    ...input,
    policies: Object.fromEntries(entries.map(([name, policy]) => [name, withRequirement(policy)])),
  });
};

const toCurrentVersion = (input: object, key: string): object => {
  const version: unknown = Reflect.get(input, 'version');
  if (version === 3) return input;
  if (version === 2) return fromVersion2(input);
  if (version === 1) return fromVersion1(input);
  const found = JSON.stringify(version);
  throw new TrustDocumentRefusal('unknown-version', `expected version 1, 2 or 3 in ${key}, found ${found}`);
};

const parseDocument = (input: object, key: string): TrustDocument => {
  try {
    return parseContract(trustDocumentSchema, input, key);
  } catch (cause) {
    throw new TrustDocumentRefusal('malformed', `expected a trust document in ${key}`, { cause });
  }
};

/**
 * Parses a stored trust document. Its key contains the hash of its bytes, so write access to the bucket is not enough
 * to change what is trusted.
 * @throws TrustDocumentRefusal when the bytes do not hash to the key, or are not a trust document of a known version.
 */
export const parseTrustDocument = (bytes: Uint8Array, key: string): AddressedTrustDocument => {
  const hash = sha256(bytes);
  if (key !== keyFor(hash))
    throw new TrustDocumentRefusal('hash-mismatch', `expected the bytes of ${key}, found those of ${keyFor(hash)}`);
  const input = readObject(bytes, key);
  return { sha256: hash, document: parseDocument(toCurrentVersion(input, key), key) };
};

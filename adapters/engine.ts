import {
  boundedMemory,
  policyPatternsOf,
  referenceKey,
  refreshing,
  remembering,
  verifyWithIndex,
  type Enqueue,
  type ImageHistory,
  type LoadedTrust,
  type ResolveTag,
  type VerifyImage,
} from '../verification';
import { imageVerifiers, type ImageVerifierParts, type ImageVerifiers } from './image-verifier';

/** How many verdicts are remembered at most. */
const MEMORY_SIZE = 2_000;

/** The parts of the engine that do not depend on a trust document. */
export interface EngineParts extends ImageVerifierParts {
  readonly history: ImageHistory;
  /** Called each time a verdict is reused instead of verified again. */
  readonly onReused: () => void;
}

/** Verifies pinned images by the trust document that each request names. */
export interface Engine {
  readonly verifyImage: VerifyImage;
  /** Verifies without reusing a verdict. */
  readonly verifyAfresh: VerifyImage;
  /** Resolves a tag to the digest that it names at this moment; for the gate and for people, never for a task. */
  readonly resolveTag: ResolveTag;
}

/** An engine for the life of a process. */
export interface VerificationEngine extends Engine {
  /** The engine for one caller, such as one message: callers take turns at running notation. */
  readonly forCaller: () => Engine;
  /** Closes its connections and its loopback registry. */
  readonly close: () => Promise<void>;
}

const engineFor = (trust: LoadedTrust, parts: EngineParts, verifiers: ImageVerifiers): Engine => {
  const { history, now, onReused } = parts;
  const { partition, region } = trust.document;
  const scope = { partition, region, policyPatterns: policyPatternsOf(trust) };
  const { verifyImage: verify, fetchManifest, resolveTag } = verifiers.verifierFor(scope);
  const own = { memory: boundedMemory(MEMORY_SIZE), now, onReused };
  // A verdict through indexes is remembered, too: it costs calls to the registry and to the table of the history.
  const whole = { ...own, memory: boundedMemory(MEMORY_SIZE), keyOf: referenceKey };
  return {
    verifyImage: remembering(verifyWithIndex({ verify: remembering(verify, own), fetchManifest, history }), whole),
    verifyAfresh: refreshing(verifyWithIndex({ verify: refreshing(verify, own), fetchManifest, history }), whole),
    resolveTag,
  };
};

const enqueuing = ({ verifyImage, verifyAfresh, resolveTag }: Engine, enqueue: Enqueue): Engine => ({
  resolveTag,
  verifyImage: (request) => verifyImage({ ...request, enqueue }),
  verifyAfresh: (request) => verifyAfresh({ ...request, enqueue }),
});

/** Puts the engine together: what verifies images, and a memory for the verdicts of each trust document. */
export const verificationEngine = (parts: EngineParts): VerificationEngine => {
  const engines = new Map<string, Engine>();
  const verifiers = imageVerifiers(parts);
  const forTrust = (trust: LoadedTrust): Engine => {
    const engine = engines.get(trust.sha256) ?? engineFor(trust, parts, verifiers);
    engines.set(trust.sha256, engine);
    return engine;
  };
  const engine: Engine = {
    verifyImage: (request) => forTrust(request.trust).verifyImage(request),
    verifyAfresh: (request) => forTrust(request.trust).verifyAfresh(request),
    resolveTag: (tag) => forTrust(tag.trust).resolveTag(tag),
  };
  return {
    ...engine,
    forCaller: () => enqueuing(engine, verifiers.caller()),
    close: verifiers.close,
  };
};

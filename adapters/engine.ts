import type { ECRClient } from '@aws-sdk/client-ecr';
import {
  boundedMemory,
  refreshing,
  remembering,
  verifyWithIndex,
  type ImageHistory,
  type LoadedTrust,
  type RepositoryPattern,
  type VerifyImage,
} from '../verification';
import { indexFetcher } from './ecr/fetch-index';
import { registryLogins } from './ecr/registry-login';
import { notationVerifier, type NotationPorts, type NotationSettings } from './notation/notation-verifier';

/** How many verdicts are remembered at most. */
const MEMORY_SIZE = 2_000;

/** The parts of the engine that do not depend on a trust document. */
export interface EngineParts {
  readonly settings: Omit<NotationSettings, 'partition' | 'region'>;
  readonly ports: Omit<NotationPorts, 'loginFor'>;
  readonly ecrClientFor: (region: string) => ECRClient;
  readonly history: ImageHistory;
  readonly now: () => number;
  /** Called each time a verdict is reused instead of verified again. */
  readonly onReused: () => void;
}

/** Verifies pinned images by the trust document that each request names. */
export interface Engine {
  readonly verifyImage: VerifyImage;
  /** Verifies without reusing a verdict. */
  readonly verifyAfresh: VerifyImage;
}

const policyPatternsOf = ({ rules }: LoadedTrust): readonly RepositoryPattern[] =>
  rules.flatMap(({ pattern, selects }) => (selects.kind === 'policy' ? [pattern] : []));

const engineFor = (trust: LoadedTrust, parts: EngineParts): Engine => {
  const { settings, ports, ecrClientFor: clientFor, history, now, onReused } = parts;
  const { partition, region } = trust.document;
  const patterns = policyPatternsOf(trust);
  const loginFor = registryLogins({ clientFor, partition, now })(patterns);
  const fetchIndex = indexFetcher({ clientFor, partition })(patterns);
  const verify = notationVerifier({ ...settings, partition, region }, { ...ports, loginFor });
  const memory = { memory: boundedMemory(MEMORY_SIZE), now, onReused };
  return {
    verifyImage: verifyWithIndex({ verify: remembering(verify, memory), fetchIndex, history }),
    verifyAfresh: verifyWithIndex({ verify: refreshing(verify, memory), fetchIndex, history }),
  };
};

/** Puts the engine together: the notation CLI, ECR, and a memory for the verdicts of each trust document. */
export const verificationEngine = (parts: EngineParts): Engine => {
  const engines = new Map<string, Engine>();
  const forTrust = (trust: LoadedTrust): Engine => {
    const engine = engines.get(trust.sha256) ?? engineFor(trust, parts);
    engines.set(trust.sha256, engine);
    return engine;
  };
  return {
    verifyImage: (request) => forTrust(request.trust).verifyImage(request),
    verifyAfresh: (request) => forTrust(request.trust).verifyAfresh(request),
  };
};

import type { ECRClient } from '@aws-sdk/client-ecr';
import {
  boundedMemory,
  refreshing,
  remembering,
  rulesOf,
  verifyWithIndex,
  type AddressedTrustDocument,
  type RepositoryPattern,
  type Rule,
  type TrustRules,
  type VerifyImage,
} from '../verification';
import { indexFetcher } from './ecr/fetch-index';
import { registryLogins } from './ecr/registry-login';
import { notationVerifier, type NotationPorts, type NotationSettings } from './notation/notation-verifier';

/** How many verdicts are remembered at most. */
const MEMORY_SIZE = 2_000;

/** What the engine is made of. */
export interface EngineParts {
  readonly settings: Omit<NotationSettings, 'partition' | 'region'>;
  readonly ports: Omit<NotationPorts, 'loginFor'>;
  readonly ecrClientFor: (region: string) => ECRClient;
  readonly now: () => number;
  /** Told each time a verdict was remembered or shared instead of asked for. */
  readonly onRemembered: () => void;
}

/** Everything that judges by one trust document. */
export interface Engine {
  readonly trustRules: TrustRules;
  readonly verify: VerifyImage;
  /** Verifies without remembering what was known before. */
  readonly verifyAfresh: VerifyImage;
}

const policyPatternsOf = (rules: readonly Rule[]): readonly RepositoryPattern[] =>
  rules.flatMap(({ pattern, leadsTo }) => (leadsTo.kind === 'policy' ? [pattern] : []));

/** Puts the engine together that judges by one trust document: the notation CLI, ECR, and a memory. */
export const engineFor = ({ sha256, document }: AddressedTrustDocument, parts: EngineParts): Engine => {
  const { settings, ports, ecrClientFor: clientFor, now, onRemembered } = parts;
  const { partition, region } = document;
  const rules = rulesOf(document);
  const patterns = policyPatternsOf(rules);
  const loginFor = registryLogins({ clientFor, partition, now })(patterns);
  const fetchIndex = indexFetcher({ clientFor, partition })(patterns);
  const ask = notationVerifier({ ...settings, partition, region }, { ...ports, loginFor });
  const memory = { memory: boundedMemory(MEMORY_SIZE), trustDocument: sha256, now, onRemembered };
  return {
    trustRules: { rules, unmatched: document.unmatched, now },
    verify: verifyWithIndex(remembering(ask, memory), fetchIndex),
    verifyAfresh: verifyWithIndex(refreshing(ask, memory), fetchIndex),
  };
};

import type { TrustRule } from './policy';
import { parseRepositoryPattern, type RepositoryPattern } from './repository-pattern';
import { modeFor, NO_STOPS, type Mode, type ResponseSettings, type TrustDocument } from './trust-document';

/** A trust document with the SHA-256 that addresses it. */
export interface AddressedTrustDocument {
  readonly sha256: string;
  readonly document: TrustDocument;
}

/** A trust document that was read, with its trust rules parsed. */
export interface LoadedTrust extends AddressedTrustDocument {
  readonly kind: 'loaded';
  readonly rules: readonly TrustRule[];
}

/** What a task is verified by: the trust document, or the reason why it cannot be used. */
export type Trust = LoadedTrust | { readonly kind: 'unusable'; readonly reason: string };

/** Thrown for a trust document that synthesis would never have written. */
export class TrustDocumentError extends Error {
  override readonly name = 'TrustDocumentError';
}

const patternOf = (text: string, name: string): RepositoryPattern => {
  const parsed = parseRepositoryPattern(text);
  if (!parsed.ok) throw new TrustDocumentError(`${name}: expected ${parsed.expected}, found ${JSON.stringify(text)}`);
  return parsed.pattern;
};

/**
 * The trust rules of a trust document.
 * @throws TrustDocumentError when a pattern does not parse.
 */
export const trustRulesOf = ({ policies, exemptions }: TrustDocument): readonly TrustRule[] => [
  ...Object.entries(policies).flatMap(([name, { repositories, signers, require }]) =>
    repositories.map((text) => ({
      pattern: patternOf(text, `policies.${name}`),
      selects: { kind: 'policy' as const, name, signers, require },
    })),
  ),
  ...Object.entries(exemptions).flatMap(([name, { repositories, reason, until }]) =>
    repositories.map((text) => ({
      pattern: patternOf(text, `exemptions.${name}`),
      selects: { kind: 'exemption' as const, name, reason, until },
    })),
  ),
];

/**
 * Parses the trust rules of an addressed trust document.
 * @throws TrustDocumentError when a pattern does not parse.
 */
export const toLoadedTrust = ({ sha256, document }: AddressedTrustDocument): LoadedTrust => ({
  kind: 'loaded',
  sha256,
  document,
  rules: trustRulesOf(document),
});

/** The patterns of all policies: they decide which registries get credentials. */
export const policyPatternsOf = ({ rules }: Pick<LoadedTrust, 'rules'>): readonly RepositoryPattern[] =>
  rules.flatMap(({ pattern, selects }) => (selects.kind === 'policy' ? [pattern] : []));

/** How a cluster's verdicts are responded to. */
export interface ClusterResponse {
  readonly mode: Mode;
  readonly settings: ResponseSettings;
}

// Without a trust document the modes are unknown, so nothing may be stopped.
const REPORT_ONLY: ClusterResponse = { mode: 'audit', settings: NO_STOPS };

/** The mode and response settings of a cluster: audit mode while there is no usable trust document. */
export const clusterResponseFor = (trust: Trust, clusterArn: string): ClusterResponse => {
  switch (trust.kind) {
    case 'unusable':
      return REPORT_ONLY;
    case 'loaded':
      return { mode: modeFor(trust.document, clusterArn), settings: trust.document.responses };
  }
};

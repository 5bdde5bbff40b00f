import type { RepositoryIdentity } from './repository-identity';
import { matchesPattern, parseRepositoryPattern, specificity, type RepositoryPattern } from './repository-pattern';
import type { TrustDocument } from './trust-document';

/** A policy by its name in the deployment file. */
export interface Policy {
  readonly kind: 'policy';
  readonly name: string;
  readonly signers: readonly string[];
}

/** An exemption by its name in the deployment file. */
export interface Exemption {
  readonly kind: 'exemption';
  readonly name: string;
  readonly reason: string;
  readonly until: string;
}

/** One pattern and what it leads to. */
export interface Rule {
  readonly pattern: RepositoryPattern;
  readonly leadsTo: Policy | Exemption;
}

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
 * All rules of a trust document.
 * @throws TrustDocumentError when a pattern does not parse.
 */
export const rulesOf = ({ policies, exemptions }: TrustDocument): readonly Rule[] => [
  ...Object.entries(policies).flatMap(([name, { repositories, signers }]) =>
    repositories.map((text) => ({
      pattern: patternOf(text, `policies.${name}`),
      leadsTo: { kind: 'policy' as const, name, signers },
    })),
  ),
  ...Object.entries(exemptions).flatMap(([name, { repositories, reason, until }]) =>
    repositories.map((text) => ({
      pattern: patternOf(text, `exemptions.${name}`),
      leadsTo: { kind: 'exemption' as const, name, reason, until },
    })),
  ),
];

const isInForce = ({ leadsTo }: Rule, now: number): boolean =>
  leadsTo.kind === 'policy' || Date.parse(leadsTo.until) > now;

/** The one rule for a repository: of all that match and are in force, the most specific; between equals the policy. */
export const chooseRule = (
  identity: RepositoryIdentity,
  rules: readonly Rule[],
  now: number,
): Policy | Exemption | undefined =>
  rules
    .filter((rule) => isInForce(rule, now) && matchesPattern(rule.pattern, identity))
    .sort(
      (a, b) =>
        specificity(b.pattern) - specificity(a.pattern) ||
        Number(b.leadsTo.kind === 'policy') - Number(a.leadsTo.kind === 'policy'),
    )[0]?.leadsTo;

import type { Exemption, Policy, TrustRule } from './policy';
import type { RepositoryIdentity } from './repository-identity';
import { matchesPattern, specificity } from './repository-pattern';

/** A rule whose pattern matches a repository; an exemption is in force until it ends. */
export interface MatchingRule extends TrustRule {
  readonly isInForce: boolean;
}

const isInForce = ({ selects }: TrustRule, now: number): boolean =>
  selects.kind === 'policy' || Date.parse(selects.until) > now;

/**
 * All rules that match a repository, the most specific first; of equally specific ones, policies come before
 * exemptions. Ended exemptions are among them. `now` in milliseconds since the epoch.
 */
export const matchingRules = (
  identity: RepositoryIdentity,
  rules: readonly TrustRule[],
  now: number,
): readonly MatchingRule[] =>
  rules
    .filter(({ pattern }) => matchesPattern(pattern, identity))
    .sort(
      (a, b) =>
        specificity(b.pattern) - specificity(a.pattern) ||
        Number(b.selects.kind === 'policy') - Number(a.selects.kind === 'policy'),
    )
    .map((rule) => ({ ...rule, isInForce: isInForce(rule, now) }));

/**
 * The one rule for a repository: of all that match and are in force, the most specific; a policy wins over an exemption
 * that is equally specific. `now` in milliseconds since the epoch.
 */
export const chooseRule = (
  identity: RepositoryIdentity,
  rules: readonly TrustRule[],
  now: number,
): Policy | Exemption | undefined => matchingRules(identity, rules, now).find((rule) => rule.isInForce)?.selects;

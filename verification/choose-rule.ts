import type { Exemption, Policy, TrustRule } from './policy';
import type { RepositoryIdentity } from './repository-identity';
import { matchesPattern, specificity } from './repository-pattern';

const isInForce = ({ selects }: TrustRule, now: number): boolean =>
  selects.kind === 'policy' || Date.parse(selects.until) > now;

/**
 * The one rule for a repository: of all that match and are in force, the most specific; a policy wins over an exemption
 * that is equally specific. `now` in milliseconds since the epoch.
 */
export const chooseRule = (
  identity: RepositoryIdentity,
  rules: readonly TrustRule[],
  now: number,
): Policy | Exemption | undefined =>
  rules
    .filter((rule) => isInForce(rule, now) && matchesPattern(rule.pattern, identity))
    .sort(
      (a, b) =>
        specificity(b.pattern) - specificity(a.pattern) ||
        Number(b.selects.kind === 'policy') - Number(a.selects.kind === 'policy'),
    )[0]?.selects;

import {
  formatRepositoryPattern,
  ImageReferenceError,
  matchingRules,
  parseImageReference,
  policyPatternsOf,
  registryAccessFor,
  repositoryIdentity,
  specificity,
  type Exemption,
  type LoadedTrust,
  type MatchingRule,
  type Policy,
  type RegistryAccess,
  type RepositoryIdentity,
} from '../../../verification';

/** What decides about an image: a rule, or how the deployment treats images without one. */
export type Decision =
  | Policy
  | Exemption
  | { readonly kind: 'unmatched'; readonly treatedAs: 'untrusted' | 'ignore' }
  /** The name does not parse, so no rule can match it; such an image is untrusted, whatever the deployment says. */
  | { readonly kind: 'malformed'; readonly problem: string };

/** Which rule applies to an image, and why. */
export interface Explanation {
  readonly image: string;
  /** Null for a name that does not parse. */
  readonly identity: RepositoryIdentity | null;
  /** Every rule that matches, the most specific first. */
  readonly matches: readonly MatchingRule[];
  /** The one of them that decides; undefined if none does. */
  readonly deciding: MatchingRule | undefined;
  readonly decision: Decision;
  /** How its registry is accessed; null if the registry is not contacted. */
  readonly access: RegistryAccess | null;
}

/** Why the deciding rule wins over the others that match, in words that follow "since". */
export const whyItDecides = (matches: readonly MatchingRule[], deciding: MatchingRule): string => {
  const others = matches.filter((rule) => rule !== deciding && rule.isInForce);
  const [next] = others;
  if (next === undefined)
    return matches.length === 1 ? 'no other rule matches' : 'no other rule that matches is in force';
  const isTie = specificity(next.pattern) === specificity(deciding.pattern) && next.selects.kind !== 'policy';
  if (isTie && deciding.selects.kind === 'policy') return 'a policy wins over an exemption that is equally specific';
  return `no rule in force has a pattern that is more specific than ${formatRepositoryPattern(deciding.pattern)}`;
};

const malformed = (image: string, { message }: ImageReferenceError): Explanation => ({
  image,
  identity: null,
  matches: [],
  deciding: undefined,
  decision: { kind: 'malformed', problem: message },
  access: null,
});

const named = (image: string, trust: LoadedTrust, now: number): Explanation => {
  const reference = parseImageReference(image);
  const { document, rules } = trust;
  const identity = repositoryIdentity(reference);
  const matches = matchingRules(identity, rules, now);
  const deciding = matches.find(({ isInForce }) => isInForce);
  const decision = deciding?.selects ?? ({ kind: 'unmatched', treatedAs: document.unmatched } as const);
  const access =
    decision.kind === 'policy'
      ? registryAccessFor(reference.registry, document.partition, policyPatternsOf(trust))
      : null;
  return { image, identity, matches, deciding, decision, access };
};

/** Explains which rule applies to an image, by the same choice as verification. `now` in milliseconds since the epoch. */
export const explainImage = (image: string, trust: LoadedTrust, now: number): Explanation => {
  try {
    return named(image, trust, now);
  } catch (error) {
    if (error instanceof ImageReferenceError) return malformed(image, error);
    throw error;
  }
};

import { chooseRule } from '../../../../verification/choose-rule';
import { requiredSigners } from '../../../../verification/policy';
import { trustRulesOf } from '../../../../verification/trust';
import { parseRepositoryPattern, type RepositoryPattern } from '../../../../verification/repository-pattern';
import type { RepositoryIdentity } from '../../../../verification/repository-identity';
import type { TrustDocument } from '../../../../verification/trust-document';

/**
 * Which images of a repository pass: all until an instant, or those that a number of certain signers signed (none when
 * there are fewer signers).
 */
type Passing =
  | { readonly kind: 'everything'; readonly until: number }
  | { readonly kind: 'signed'; readonly signers: readonly string[]; readonly required: number };

/** How the set of images that pass changes. */
export interface Effect {
  /** Some images pass that did not before. */
  readonly widens: boolean;
  /** Some images that passed no longer do. */
  readonly narrows: boolean;
}

// No pattern has this segment, so a repository below a path is matched only by patterns that cover the whole path.
const ANY_OTHER = '\0';

const repositoryOf = ({ registry, segments, scope }: RepositoryPattern): RepositoryIdentity => ({
  registry,
  repository: [...segments, ...(scope === 'below' ? [ANY_OTHER] : [])].join('/'),
});

const passingIn = (document: TrustDocument, pattern: RepositoryPattern, now: number): Passing => {
  const rule = chooseRule(repositoryOf(pattern), trustRulesOf(document), now);
  switch (rule?.kind) {
    case 'policy':
      return { kind: 'signed', signers: rule.signers, required: requiredSigners(rule) };
    case 'exemption':
      return { kind: 'everything', until: Date.parse(rule.until) };
    case undefined:
      return document.unmatched === 'ignore'
        ? { kind: 'everything', until: Infinity }
        : { kind: 'signed', signers: [], required: 1 };
  }
};

type Signed = Extract<Passing, { readonly kind: 'signed' }>;

/** The signer that covers another one: a profile's ARN covers all its versions. */
const coveringSigner = (signers: readonly string[], signer: string): string | undefined =>
  signers.find((each) => `${signer}/`.startsWith(`${each}/`));

/** The smallest number of the other's signers that an image can have which `one` lets pass. */
const fewestSigners = (one: Signed, other: Signed): number => {
  const sizes = new Map<string, number>();
  for (const signer of one.signers) {
    const covering = coveringSigner(other.signers, signer);
    if (covering !== undefined) sizes.set(covering, (sizes.get(covering) ?? 0) + 1);
  }
  const groups = [...sizes.values()].sort((a, b) => b - a);
  let missing = one.required - (one.signers.length - groups.reduce((sum, size) => sum + size, 0));
  let fewest = 0;
  for (const size of groups) {
    if (missing <= 0) break;
    missing -= size;
    fewest += 1;
  }
  return fewest;
};

/** Whether some image passes `one` and not the other. */
const exceeds = (one: Passing, other: Passing): boolean => {
  if (one.kind === 'everything') return other.kind === 'signed' || one.until > other.until;
  if (other.kind === 'everything' || one.signers.length < one.required) return false;
  return fewestSigners(one, other) < other.required;
};

/** How the images that pass change in the repositories of some patterns, computed with the same choice of rules that the functions use. */
export const effectOn = (
  patterns: readonly string[],
  [before, after]: readonly [TrustDocument, TrustDocument],
  now: number,
): Effect => {
  const passing = patterns.flatMap((text) => {
    const parsed = parseRepositoryPattern(text);
    if (!parsed.ok) return [];
    return [[passingIn(before, parsed.pattern, now), passingIn(after, parsed.pattern, now)] as const];
  });
  return {
    widens: passing.some(([was, is]) => exceeds(is, was)),
    narrows: passing.some(([was, is]) => exceeds(was, is)),
  };
};

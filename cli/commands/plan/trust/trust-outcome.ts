import { chooseRule } from '../../../../verification/choose-rule';
import { trustRulesOf } from '../../../../verification/trust';
import { parseRepositoryPattern, type RepositoryPattern } from '../../../../verification/repository-pattern';
import type { RepositoryIdentity } from '../../../../verification/repository-identity';
import type { TrustDocument } from '../../../../verification/trust-document';

/** Which images of a repository pass: all until an instant, or those that certain signers signed (none when there are no signers). */
type Passing =
  | { readonly kind: 'everything'; readonly until: number }
  | { readonly kind: 'signed'; readonly signers: readonly string[] };

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
      return { kind: 'signed', signers: rule.signers };
    case 'exemption':
      return { kind: 'everything', until: Date.parse(rule.until) };
    case undefined:
      return document.unmatched === 'ignore'
        ? { kind: 'everything', until: Infinity }
        : { kind: 'signed', signers: [] };
  }
};

// A profile's ARN covers all its versions, in whatever letter case.
const covers = (signers: readonly string[], signer: string): boolean =>
  signers.some((each) => `${signer.toLowerCase()}/`.startsWith(`${each.toLowerCase()}/`));

const exceeds = (one: Passing, other: Passing): boolean => {
  if (one.kind === 'everything') return other.kind === 'signed' || one.until > other.until;
  return other.kind === 'signed' && one.signers.some((signer) => !covers(other.signers, signer));
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

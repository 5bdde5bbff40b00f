import { chooseRule } from '../../../../verification/choose-rule';
import { trustRulesOf } from '../../../../verification/trust';
import { parseRepositoryPattern, type RepositoryPattern } from '../../../../verification/repository-pattern';
import type { RepositoryIdentity } from '../../../../verification/repository-identity';
import type { TrustDocument } from '../../../../verification/trust-document';

/** What passes in some repository: everything until an instant, or what certain signers signed (nobody: nothing passes). */
type Passing =
  | { readonly kind: 'everything'; readonly until: number }
  | { readonly kind: 'signed'; readonly signers: readonly string[] };

/** How what passes changes. */
export interface Effect {
  /** Something passes that did not before. */
  readonly widens: boolean;
  /** Something that passed does not any more. */
  readonly narrows: boolean;
}

// No pattern has such a segment, so that a repository below a path is matched by what covers the whole path, and by nothing else.
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

// A profile's ARN stands for all its versions, whatever the case of its letters.
const covers = (signers: readonly string[], signer: string): boolean =>
  signers.some((each) => `${signer.toLowerCase()}/`.startsWith(`${each.toLowerCase()}/`));

const exceeds = (one: Passing, other: Passing): boolean => {
  if (one.kind === 'everything') return other.kind === 'signed' || one.until > other.until;
  return other.kind === 'signed' && one.signers.some((signer) => !covers(other.signers, signer));
};

/** How what passes changes, from one trust document to the next, in the repositories that some patterns are about; by the very choice of rules that the functions make. */
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

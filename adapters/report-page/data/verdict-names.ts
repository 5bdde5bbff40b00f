import {
  EXEMPT_CATALOGUE,
  INCONCLUSIVE_CATALOGUE,
  UNTRUSTED_CATALOGUE,
  type ReasonEntry,
} from '../../../verification/reason-catalogue';
import { BUILT_IN_RULES, type BuiltInRule } from '../../../verification/verdict';
import type { PageImage } from './page-data';

/** The verdict of an image. */
export type VerdictKind = PageImage['verdict'];

/** How the page names and marks a verdict; the gravest comes first. */
export const VERDICTS = {
  untrusted: { name: 'Untrusted', mark: '✕', gravity: 0 },
  inconclusive: { name: 'Not covered', mark: '?', gravity: 1 },
  exempt: { name: 'Exempt', mark: '–', gravity: 2 },
  trusted: { name: 'Trusted', mark: '✓', gravity: 3 },
} as const satisfies Readonly<Record<VerdictKind, unknown>>;

/** The verdicts, the gravest first. */
export const VERDICT_KINDS = Object.keys(VERDICTS) as readonly VerdictKind[];

const REASONS: Readonly<Record<NonNullable<PageImage['reason']>, ReasonEntry>> = {
  ...UNTRUSTED_CATALOGUE,
  ...INCONCLUSIVE_CATALOGUE,
};

/** What a reason means, and what to do about it. */
export const reasonEntry = (reason: NonNullable<PageImage['reason']>): ReasonEntry => REASONS[reason];

/** The id of the section about a verdict with a reason. */
export const reasonAnchor = (verdict: VerdictKind, reason: PageImage['reason']): string =>
  `reason-${reason ?? verdict}`;

const isBuiltIn = (rule: string | null): rule is BuiltInRule => BUILT_IN_RULES.some((each) => each === rule);

/** The id of the row about a built-in rule. */
export const ruleAnchor = (rule: BuiltInRule): string => `rule-${rule}`;

/** The id of the place on the page that explains the verdict on an image. */
export const explanationAnchor = ({
  verdict,
  reason,
  rule,
}: Pick<PageImage, 'verdict' | 'reason' | 'rule'>): string => {
  if (verdict !== 'exempt') return reasonAnchor(verdict, reason);
  return isBuiltIn(rule) ? ruleAnchor(rule) : 'exemptions';
};

/** Why an image has its verdict, in a few words; for exempt, the rule. Undefined for trusted. */
export const reasonName = ({
  verdict,
  reason,
  rule,
}: Pick<PageImage, 'verdict' | 'reason' | 'rule'>): string | undefined => {
  if (reason !== null) return reasonEntry(reason).name;
  if (verdict !== 'exempt' || rule === null) return undefined;
  return isBuiltIn(rule) ? EXEMPT_CATALOGUE[rule].name : rule;
};

import { MAX_DETAIL_LENGTH, shorten } from '../shorten';
import type { Verdict } from '../verdict';
import type { CanaryDoor, CanaryKind } from './canary';
import { describeExpected, describeVerdict, isExpectedVerdict } from './expected-verdicts';

/** What one door answered about one canary image; `action` is what it would do next, null for a verdict alone. */
export interface CanaryAnswer {
  readonly canary: CanaryKind;
  readonly door: CanaryDoor;
  readonly verdict: Verdict;
  readonly action: string | null;
}

/** The comparison of an answer with the right one, in words for people. */
export interface CanaryResult {
  readonly canary: CanaryKind;
  readonly door: CanaryDoor;
  readonly passed: boolean;
  readonly verdict: Verdict['kind'];
  readonly expected: string;
  readonly found: string;
  readonly detail: string;
}

/** What each door must do next about a trusted image and about an untrusted one, in enforce mode. */
const ACTIONS = {
  sweep: { trusted: null, untrusted: null },
  start: { trusted: 'record', untrusted: 'stop' },
  gate: { trusted: 'continue', untrusted: 'roll-back' },
} as const satisfies Readonly<Record<CanaryDoor, Readonly<Record<'trusted' | 'untrusted', string | null>>>>;

const expectedAction = ({ canary, door }: Pick<CanaryAnswer, 'canary' | 'door'>): string | null =>
  ACTIONS[door][canary === 'good' ? 'trusted' : 'untrusted'];

const withAction = (verdict: string, action: string | null): string =>
  action === null ? verdict : `${verdict}, then ${action}`;

/** Compares an answer about a canary image with the only right one. */
export const compareAnswer = (answer: CanaryAnswer): CanaryResult => {
  const { canary, door, verdict, action } = answer;
  const wanted = expectedAction(answer);
  return {
    canary,
    door,
    verdict: verdict.kind,
    passed: isExpectedVerdict(canary, verdict) && action === wanted,
    expected: withAction(describeExpected(canary), wanted),
    found: withAction(describeVerdict(verdict), action),
    detail: shorten(verdict.detail, MAX_DETAIL_LENGTH),
  };
};

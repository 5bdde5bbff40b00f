import type { PolicyCase } from '../../../contracts/policy-test/policy-test';
import { modeFor, type LoadedTrust, type Mode, type Requirement } from '../../../verification';
import { clusterArnAt } from '../../shared/cluster-name';
import { UsageError } from '../../shared/usage-error';
import { explainImage, type Decision } from './explain-image';

/** What a case expects of an image, or what was found for it; undefined fields are not compared. */
export interface Outcome {
  /** `policy NAME`, `exemption NAME` or `unmatched: TREATMENT`. */
  readonly decision: string;
  /** In alphabetical order. */
  readonly signers: readonly string[] | undefined;
  readonly require: Requirement | undefined;
  readonly mode: Mode | undefined;
}

/** A case that was run. */
export interface RanCase {
  readonly image: string;
  readonly expected: Outcome;
  /** Only what the case expects something of, besides the decision. */
  readonly found: Outcome;
  /** Why the name of the image does not parse; undefined if it does. */
  readonly problem: string | undefined;
  readonly passed: boolean;
}

const sorted = (texts: readonly string[] | undefined): readonly string[] | undefined =>
  texts === undefined ? undefined : [...new Set(texts)].sort();

const formatDecision = (kind: string, name: string): string => `${kind}${kind === 'unmatched' ? ':' : ''} ${name}`;

const expectedOf = ({ expect, signers, require, mode }: PolicyCase): Outcome => ({
  decision: Object.entries(expect)
    .map(([kind, name]) => formatDecision(kind, name))
    .join(),
  signers: sorted(signers),
  require,
  mode,
});

const decisionOf = (decision: Decision): string => {
  switch (decision.kind) {
    case 'policy':
    case 'exemption':
      return formatDecision(decision.kind, decision.name);
    case 'unmatched':
      return formatDecision('unmatched', decision.treatedAs);
    case 'malformed':
      return formatDecision('unmatched', 'untrusted');
  }
};

const modeIn = ({ document }: LoadedTrust, { cluster, mode }: PolicyCase): Mode | undefined => {
  if (mode === undefined) return undefined;
  if (cluster === undefined) return document.mode;
  const arn = clusterArnAt(document, cluster);
  if (arn !== undefined) return modeFor(document, arn);
  throw new UsageError(
    `policy: cluster: expected a cluster in ${document.region} of account ${document.account}, found ${cluster}`,
  );
};

const runCase = (each: PolicyCase, trust: LoadedTrust, now: number): RanCase => {
  const { image, at } = each;
  const { decision } = explainImage(image, trust, at === undefined ? now : Date.parse(at));
  const policy = decision.kind === 'policy' ? decision : undefined;
  const expected = expectedOf(each);
  const found = {
    decision: decisionOf(decision),
    signers: expected.signers && sorted(policy?.signers),
    require: expected.require && policy?.require,
    mode: modeIn(trust, each),
  };
  const problem = decision.kind === 'malformed' ? decision.problem : undefined;
  return { image, expected, found, problem, passed: JSON.stringify(expected) === JSON.stringify(found) };
};

/**
 * Runs cases by the same choice of rules as verification; `now` in milliseconds since the epoch, for cases without an
 * instant of their own.
 * @throws UsageError when a case names the cluster of another account or region.
 */
export const runCases = (cases: readonly PolicyCase[], trust: LoadedTrust, now: number): readonly RanCase[] =>
  cases.map((each) => runCase(each, trust, now));

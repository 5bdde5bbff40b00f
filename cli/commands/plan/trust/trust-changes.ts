import {
  modeFor,
  type ExemptionEntry,
  type PolicyEntry,
  type TrustDocument,
} from '../../../../verification/trust-document';
import { differenceOf, fromTo, keysOf, ownValue, touched, type Difference, type FromTo } from '../report/difference';
import { byGravity, type Mark } from '../report/mark';
import { responseChanges, type ResponseChange } from './response-changes';
import { effectOn, type Effect } from './trust-outcome';

/** One change of what is trusted, and of what is done about the rest. */
export type TrustChange =
  | ({ readonly kind: 'policy-added' | 'policy-removed'; readonly mark: Mark; readonly name: string } & PolicyEntry)
  | {
      readonly kind: 'policy-changed';
      readonly mark: Mark;
      readonly name: string;
      readonly repositories: Difference;
      readonly signers: Difference;
    }
  | ({
      readonly kind: 'exemption-added' | 'exemption-removed';
      readonly mark: Mark;
      readonly name: string;
    } & ExemptionEntry)
  | {
      readonly kind: 'exemption-changed';
      readonly mark: Mark;
      readonly name: string;
      readonly repositories: Difference;
      readonly until: FromTo | undefined;
      readonly reason: FromTo | undefined;
    }
  | ({ readonly kind: 'default-mode' | 'unmatched'; readonly mark: Mark } & FromTo)
  | ({ readonly kind: 'cluster-mode'; readonly mark: Mark; readonly cluster: string } & FromTo)
  | ResponseChange;

/** The trust documents before and after. */
export type Documents = readonly [TrustDocument, TrustDocument];

type MarkOf = (patterns: readonly string[]) => Mark;

const markFor = ({ widens, narrows }: Effect): Mark => {
  if (widens) return 'widens-trust';
  return narrows ? 'narrows-trust' : 'none';
};

const policyChange = (
  name: string,
  [was, is]: readonly (PolicyEntry | undefined)[],
  markOf: MarkOf,
): readonly TrustChange[] => {
  if (was === undefined)
    return is === undefined ? [] : [{ kind: 'policy-added', name, ...is, mark: markOf(is.repositories) }];
  if (is === undefined) return [{ kind: 'policy-removed', name, ...was, mark: markOf(was.repositories) }];
  const repositories = differenceOf(was.repositories, is.repositories);
  const signers = differenceOf(was.signers, is.signers);
  if (touched(repositories).length + touched(signers).length === 0) return [];
  const patterns = [...was.repositories, ...is.repositories];
  return [{ kind: 'policy-changed', name, repositories, signers, mark: markOf(patterns) }];
};

const exemptionChange = (
  name: string,
  [was, is]: readonly (ExemptionEntry | undefined)[],
  markOf: MarkOf,
): readonly TrustChange[] => {
  if (was === undefined)
    return is === undefined ? [] : [{ kind: 'exemption-added', name, ...is, mark: markOf(is.repositories) }];
  if (is === undefined) return [{ kind: 'exemption-removed', name, ...was, mark: markOf(was.repositories) }];
  const repositories = differenceOf(was.repositories, is.repositories);
  const [until, reason] = [fromTo(was.until, is.until), fromTo(was.reason, is.reason)];
  if (touched(repositories).length === 0 && until === undefined && reason === undefined) return [];
  const mark = markOf([...was.repositories, ...is.repositories]);
  return [{ kind: 'exemption-changed', name, repositories, until, reason, mark }];
};

const modeMark = (to: string): Mark => (to === 'enforce' ? 'can-stop-tasks' : 'weakens-enforcement');

const modeChanges = ([was, is]: Documents): readonly TrustChange[] => {
  const usual = fromTo(was.mode, is.mode);
  const clusters = keysOf(was.clusters, is.clusters).flatMap((cluster) => {
    const mode = fromTo(modeFor(was, cluster), modeFor(is, cluster));
    return mode === undefined ? [] : [{ kind: 'cluster-mode' as const, cluster, ...mode, mark: modeMark(mode.to) }];
  });
  return usual === undefined ? clusters : [{ kind: 'default-mode', ...usual, mark: modeMark(usual.to) }, ...clusters];
};

const unmatchedChange = ([was, is]: Documents): readonly TrustChange[] => {
  const unmatched = fromTo(was.unmatched, is.unmatched);
  if (unmatched === undefined) return [];
  return [{ kind: 'unmatched', ...unmatched, mark: unmatched.to === 'ignore' ? 'widens-trust' : 'narrows-trust' }];
};

/** Every change from one trust document to the next, the gravest first; `now` decides which exemptions count. */
export const trustChanges = (documents: Documents, now: number): readonly TrustChange[] => {
  const [was, is] = documents;
  const markOf: MarkOf = (patterns) => markFor(effectOn(patterns, documents, now));
  return byGravity([
    ...keysOf(was.policies, is.policies).flatMap((name) =>
      policyChange(name, [ownValue(was.policies, name), ownValue(is.policies, name)], markOf),
    ),
    ...keysOf(was.exemptions, is.exemptions).flatMap((name) =>
      exemptionChange(name, [ownValue(was.exemptions, name), ownValue(is.exemptions, name)], markOf),
    ),
    ...modeChanges(documents),
    ...unmatchedChange(documents),
    ...responseChanges(was.responses, is.responses),
  ]);
};

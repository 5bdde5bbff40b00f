import {
  gateStagesFor,
  modeFor,
  type ExemptionEntry,
  type GateSettings,
  type GateStage,
  type PolicyEntry,
  type TrustDocument,
} from '../../../../verification/trust-document';
import { differenceOf, fromTo, keysOf, ownValue, touched, type Difference, type FromTo } from '../report/difference';
import { byGravity, type Mark } from '../report/mark';
import { responseChanges, type ResponseChange } from './response-changes';
import { effectOn, type Effect } from './trust-outcome';

/** What changes in the fields of an entry: what a list gains and loses, or a value before and after. */
type EntryChanges<Entry> = {
  readonly [Field in keyof Entry]: Entry[Field] extends readonly string[] ? Difference : FromTo | undefined;
};

interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly mark: Mark;
  readonly name: string;
}

/** One change of what is trusted, or of how enforce responds. */
export type TrustChange =
  | (Named<'policy-added' | 'policy-removed'> & PolicyEntry)
  | (Named<'policy-changed'> & EntryChanges<PolicyEntry>)
  | (Named<'exemption-added' | 'exemption-removed'> & ExemptionEntry)
  | (Named<'exemption-changed'> & EntryChanges<ExemptionEntry>)
  | ({ readonly kind: 'default-mode' | 'default-gate' | 'unmatched'; readonly mark: Mark } & FromTo)
  | ({ readonly kind: 'cluster-mode' | 'cluster-gate'; readonly mark: Mark; readonly cluster: string } & FromTo)
  | ResponseChange;

/** The trust documents before and after. */
export type Documents = readonly [TrustDocument, TrustDocument];

type MarkOf = (patterns: readonly string[]) => Mark;

const markFor = ({ widens, narrows }: Effect): Mark => {
  if (widens) return 'widens-trust';
  return narrows ? 'narrows-trust' : 'none';
};

const isChange = (change: Difference | FromTo | undefined): boolean =>
  change !== undefined && ('from' in change || touched(change).length > 0);

const hasChanges = <Entry>(changes: EntryChanges<Entry>): boolean =>
  Object.values<Difference | FromTo | undefined>(changes).some(isChange);

const policyChange = (
  name: string,
  [was, is]: readonly (PolicyEntry | undefined)[],
  markOf: MarkOf,
): readonly TrustChange[] => {
  if (was === undefined)
    return is === undefined ? [] : [{ kind: 'policy-added', name, ...is, mark: markOf(is.repositories) }];
  if (is === undefined) return [{ kind: 'policy-removed', name, ...was, mark: markOf(was.repositories) }];
  const changes: EntryChanges<PolicyEntry> = {
    repositories: differenceOf(was.repositories, is.repositories),
    signers: differenceOf(was.signers, is.signers),
    require: fromTo(String(was.require), String(is.require)),
  };
  if (!hasChanges(changes)) return [];
  return [{ kind: 'policy-changed', name, ...changes, mark: markOf([...was.repositories, ...is.repositories]) }];
};

const exemptionChange = (
  name: string,
  [was, is]: readonly (ExemptionEntry | undefined)[],
  markOf: MarkOf,
): readonly TrustChange[] => {
  if (was === undefined)
    return is === undefined ? [] : [{ kind: 'exemption-added', name, ...is, mark: markOf(is.repositories) }];
  if (is === undefined) return [{ kind: 'exemption-removed', name, ...was, mark: markOf(was.repositories) }];
  const changes: EntryChanges<ExemptionEntry> = {
    repositories: differenceOf(was.repositories, is.repositories),
    until: fromTo(was.until, is.until),
    reason: fromTo(was.reason, is.reason),
  };
  if (!hasChanges(changes)) return [];
  return [{ kind: 'exemption-changed', name, ...changes, mark: markOf([...was.repositories, ...is.repositories]) }];
};

const modeMark = (to: string): Mark => (to === 'enforce' ? 'can-stop-tasks' : 'weakens-enforcement');

type Compare = (documents: Documents, markOf: MarkOf) => readonly TrustChange[];

const comparePolicies: Compare = ([was, is], markOf) =>
  keysOf(was.policies, is.policies).flatMap((name) =>
    policyChange(name, [ownValue(was.policies, name), ownValue(is.policies, name)], markOf),
  );

const compareExemptions: Compare = ([was, is], markOf) =>
  keysOf(was.exemptions, is.exemptions).flatMap((name) =>
    exemptionChange(name, [ownValue(was.exemptions, name), ownValue(is.exemptions, name)], markOf),
  );

const compareMode: Compare = ([was, is]) => {
  const mode = fromTo(was.mode, is.mode);
  return mode === undefined ? [] : [{ kind: 'default-mode', ...mode, mark: modeMark(mode.to) }];
};

const compareClusters: Compare = ([was, is]) =>
  keysOf(was.clusters, is.clusters).flatMap((cluster) => {
    const mode = fromTo(modeFor(was, cluster), modeFor(is, cluster));
    return mode === undefined ? [] : [{ kind: 'cluster-mode', cluster, ...mode, mark: modeMark(mode.to) }];
  });

const gateWords = (stages: readonly GateStage[]): string => (stages.length === 0 ? 'off' : stages.join(', '));

const gateMark = (was: readonly GateStage[], is: readonly GateStage[]): Mark =>
  was.every((stage) => is.includes(stage)) ? 'can-stop-tasks' : 'weakens-enforcement';

const compareDefaultGate: Compare = ([was, is]) => {
  const stages = fromTo(gateWords(was.gate.stages), gateWords(is.gate.stages));
  return stages === undefined
    ? []
    : [{ kind: 'default-gate', ...stages, mark: gateMark(was.gate.stages, is.gate.stages) }];
};

const compareClusterGates: Compare = ([was, is]) =>
  keysOf(was.gate.clusters, is.gate.clusters).flatMap((cluster) => {
    const [before, after] = [gateStagesFor(was, cluster), gateStagesFor(is, cluster)];
    const changed = fromTo(gateWords(before), gateWords(after));
    return changed === undefined ? [] : [{ kind: 'cluster-gate', cluster, ...changed, mark: gateMark(before, after) }];
  });

const GATE_COMPARISONS: { readonly [Field in keyof GateSettings]: Compare } = {
  stages: compareDefaultGate,
  clusters: compareClusterGates,
};

const compareGate: Compare = (documents, markOf) =>
  Object.values(GATE_COMPARISONS).flatMap((compare) => compare(documents, markOf));

const compareUnmatched: Compare = ([was, is]) => {
  const unmatched = fromTo(was.unmatched, is.unmatched);
  if (unmatched === undefined) return [];
  return [{ kind: 'unmatched', ...unmatched, mark: unmatched.to === 'ignore' ? 'widens-trust' : 'narrows-trust' }];
};

// Not compared: these fields say whose document it is, and the documents of two deployments never replace each other.
const isIdentity: Compare = () => [];

/** How each field is compared. */
const COMPARISONS: { readonly [Field in keyof TrustDocument]: Compare } = {
  version: isIdentity,
  deployment: isIdentity,
  partition: isIdentity,
  region: isIdentity,
  account: isIdentity,
  policies: comparePolicies,
  exemptions: compareExemptions,
  mode: compareMode,
  clusters: compareClusters,
  unmatched: compareUnmatched,
  responses: ([was, is]) => responseChanges(was.responses, is.responses),
  gate: compareGate,
};

/** Every change from one trust document to the next, the gravest first; `now` decides which exemptions have ended. */
export const trustChanges = (documents: Documents, now: number): readonly TrustChange[] => {
  const markOf: MarkOf = (patterns) => markFor(effectOn(patterns, documents, now));
  return byGravity(Object.values(COMPARISONS).flatMap((compare) => compare(documents, markOf)));
};

import { groupBy } from '../group-by';
import { modeFor, type Mode, type TrustDocument } from '../trust-document';
import { actionOn, type EnforcedResponse } from './enforced-response';
import { extentOf, type Extent } from './extent';
import { findChanges, previewKindOf, type PreviewFinding, type PreviewKind } from './find-changes';
import type { PreviewContainer } from './preview-container';

/** A cluster that could not be read, so that nothing is known about its tasks. */
export interface UnreadCluster {
  readonly clusterArn: string;
  readonly problem: string;
}

/** An exemption in force, and the containers that it covers, each with the verdict that it gets when it ends. */
export interface ExemptionEnd {
  readonly name: string;
  /** The instant at which it ends, ISO 8601 in UTC. */
  readonly until: string;
  readonly containers: readonly PreviewContainer[];
}

/** What a preview is made of. */
export interface PreviewInput {
  readonly containers: readonly PreviewContainer[];
  /** The trust document to preview. */
  readonly document: TrustDocument;
  /** The modes of clusters now, by ARN; a cluster that is not among them has an unknown mode. */
  readonly modesNow: ReadonlyMap<string, Mode>;
  readonly unread: readonly UnreadCluster[];
  readonly exemptionEnds: readonly ExemptionEnd[];
}

/** What changes for one owner; null: what has no owner tag. */
export interface OwnerPreview {
  readonly owner: string | null;
  readonly untrusted: Extent;
  readonly notKnown: Extent;
  readonly findings: readonly PreviewFinding[];
}

/** What changes in one cluster. */
export interface ClusterPreview {
  readonly clusterArn: string;
  /** Its mode now; null if it is not known. */
  readonly modeNow: Mode | null;
  readonly mode: Mode;
  readonly untrusted: Extent;
  readonly notKnown: Extent;
}

/** What becomes of the containers of an exemption when it ends. */
export interface ExemptionPreview {
  readonly name: string;
  readonly until: string;
  readonly covered: Extent;
  readonly untrusted: Extent;
  readonly notKnown: Extent;
  readonly findings: readonly PreviewFinding[];
}

/** What another trust document would do to what runs. */
export interface Preview {
  readonly running: Extent;
  /** What is untrusted by the other document, whatever the mode of its cluster. */
  readonly untrusted: Extent;
  /** The part of it in clusters that enforce by the other document. */
  readonly enforced: Extent;
  /** What enforce would do about all of it if every cluster enforced, by response. */
  readonly responses: Readonly<Record<ActingResponse, Extent>>;
  /** The part of it whose services the gate would roll back at their next deployment, if every cluster enforced. */
  readonly gated: Extent;
  readonly notKnown: Extent;
  /** What was untrusted or inconclusive, and passes. */
  readonly passes: Extent;
  readonly unaffected: Extent;
  readonly unread: readonly UnreadCluster[];
  /** Owners with something that changes, those with the most untrusted tasks first. */
  readonly owners: readonly OwnerPreview[];
  readonly clusters: readonly ClusterPreview[];
  readonly exemptions: readonly ExemptionPreview[];
}

/** What enforce does about what is untrusted. */
export type ActingResponse = Exclude<EnforcedResponse, 'none'>;

type Containers = readonly PreviewContainer[];

const ofKind = (containers: Containers, kind: PreviewKind): Containers =>
  containers.filter((each) => previewKindOf(each) === kind);

const affectedIn = (containers: Containers) => ({
  untrusted: extentOf(ofKind(containers, 'untrusted')),
  notKnown: extentOf(ofKind(containers, 'not-known')),
});

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const ownersIn = (containers: Containers, document: TrustDocument): readonly OwnerPreview[] =>
  groupBy(containers, ({ owner }) => JSON.stringify(owner))
    .map((group) => ({
      owner: group[0].owner,
      ...affectedIn(group),
      findings: findChanges(group, document),
    }))
    .filter(({ findings }) => findings.length > 0)
    .sort((a, b) => b.untrusted.tasks - a.untrusted.tasks || compare(JSON.stringify(a.owner), JSON.stringify(b.owner)));

const clustersIn = ({ containers, document, modesNow }: PreviewInput): readonly ClusterPreview[] =>
  groupBy(containers, ({ clusterArn }) => clusterArn)
    .map((group) => {
      const [{ clusterArn }] = group;
      const modes = { modeNow: modesNow.get(clusterArn) ?? null, mode: modeFor(document, clusterArn) };
      return { clusterArn, ...modes, ...affectedIn(group) };
    })
    .sort((a, b) => compare(a.clusterArn, b.clusterArn));

const exemptionsIn = ({ exemptionEnds, document }: PreviewInput): readonly ExemptionPreview[] =>
  exemptionEnds
    .filter(({ containers }) => containers.length > 0)
    .map(({ name, until, containers }) => ({
      name,
      until,
      covered: extentOf(containers),
      ...affectedIn(containers),
      findings: findChanges(containers, document),
    }))
    .sort((a, b) => compare(a.until, b.until) || compare(a.name, b.name));

const responsesTo = (untrusted: Containers, document: TrustDocument): Pick<Preview, 'responses' | 'gated'> => {
  const acting = untrusted.map((each) => ({ ...each, ...actionOn(each, document) }));
  const by = (response: ActingResponse): Extent => extentOf(acting.filter((each) => each.response === response));
  return {
    responses: { stop: by('stop'), 'roll-back': by('roll-back'), report: by('report') },
    gated: extentOf(acting.filter(({ gate }) => gate === 'roll-back')),
  };
};

/** Says what another trust document would do to what runs. The order of the containers does not matter. */
export const previewOf = (input: PreviewInput): Preview => {
  const { containers, document, unread } = input;
  const untrusted = ofKind(containers, 'untrusted');
  return {
    running: extentOf(containers),
    ...affectedIn(containers),
    enforced: extentOf(untrusted.filter(({ clusterArn }) => modeFor(document, clusterArn) === 'enforce')),
    ...responsesTo(untrusted, document),
    passes: extentOf(ofKind(containers, 'passes')),
    unaffected: extentOf(ofKind(containers, 'unaffected')),
    unread,
    owners: ownersIn(containers, document),
    clusters: clustersIn(input),
    exemptions: exemptionsIn(input),
  };
};

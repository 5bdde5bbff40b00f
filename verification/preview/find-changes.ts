import { groupBy } from '../group-by';
import type { WorkloadKind } from '../task';
import { modeFor, type Mode, type TrustDocument } from '../trust-document';
import { causeOfChange, type ChangeCause } from './change-cause';
import { actionOn, type EnforcedAction } from './enforced-response';
import type { PolicyVerdict, PreviewContainer } from './preview-container';

/**
 * What becomes of a container: it is `untrusted`, its verdict is `not-known`, or it was untrusted and `passes` now.
 * Everything else is `unaffected`.
 */
export type PreviewKind = 'untrusted' | 'not-known' | 'passes' | 'unaffected';

const passes = ({ verdict: { kind } }: PolicyVerdict): boolean => kind === 'trusted' || kind === 'exempt';

/** What becomes of a container. What could not be verified is never good. */
export const previewKindOf = ({ before, after }: Pick<PreviewContainer, 'before' | 'after'>): PreviewKind => {
  if (after === null || after.verdict.kind === 'inconclusive') return 'not-known';
  if (after.verdict.kind === 'untrusted') return 'untrusted';
  return before === null || passes(before) ? 'unaffected' : 'passes';
};

/** What becomes of the same image in the same service, or in the tasks of one kind without a service. */
export interface PreviewFinding extends EnforcedAction {
  readonly kind: Exclude<PreviewKind, 'unaffected'>;
  readonly clusterArn: string;
  readonly service: string | null;
  readonly workload: WorkloadKind;
  readonly owner: string | null;
  readonly image: string | null;
  readonly digest: string | null;
  readonly before: PolicyVerdict | null;
  readonly after: PolicyVerdict | null;
  readonly cause: ChangeCause;
  /** The mode of its cluster by the other document. */
  readonly mode: Mode;
  readonly tasks: number;
  readonly containers: number;
}

const keyOf = ({ clusterArn, service, workload, owner, container }: PreviewContainer): string =>
  JSON.stringify([clusterArn, service, workload, owner, container.image ?? [container.name], container.imageDigest]);

type Found = PreviewContainer & { readonly kind: PreviewFinding['kind'] };

const toFinding = (group: readonly [Found, ...Found[]], document: TrustDocument): PreviewFinding => {
  const [{ kind, clusterArn, service, workload, owner, container, before, after }] = group;
  return {
    ...{ kind, clusterArn, service, workload, owner, before, after },
    image: container.image,
    digest: container.imageDigest,
    cause: causeOfChange(before, after, document),
    mode: modeFor(document, clusterArn),
    ...actionOn(group[0], document),
    tasks: new Set(group.map(({ taskArn }) => taskArn)).size,
    containers: group.length,
  };
};

const KINDS: readonly PreviewKind[] = ['untrusted', 'not-known', 'passes'];

/** A key by which findings have the same order whatever the order of the containers. */
const sortKey = (finding: PreviewFinding): string =>
  JSON.stringify([
    KINDS.indexOf(finding.kind),
    ...[finding.clusterArn, finding.service, finding.workload, finding.owner, finding.image, finding.digest],
  ]);

/** What changes, the gravest first; containers that are not affected are left out. */
export const findChanges = (
  containers: readonly PreviewContainer[],
  document: TrustDocument,
): readonly PreviewFinding[] => {
  const found = containers.flatMap((each): readonly Found[] => {
    const kind = previewKindOf(each);
    return kind === 'unaffected' ? [] : [{ ...each, kind }];
  });
  const keyed = groupBy(found, (each) => JSON.stringify([each.kind, keyOf(each)]))
    .map((group) => toFinding(group, document))
    .map((finding) => ({ key: sortKey(finding), finding }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ finding }) => finding);
};

import type { Report } from '../../../contracts/report/report-schema';
import {
  ownersOf,
  previewOf,
  serviceNameOf,
  workloadKindFor,
  type Container,
  type ExemptContainers,
  type ExemptionEnd,
  type Inventory,
  type PolicyVerdict,
  type Preview,
  type PreviewContainer,
  type TrustDocument,
} from '../../../verification';
import { modesIn, verdictsIn } from './reported-inventory';

/** Finds out the verdict on a container by the document that is previewed; null if only verifying it could say. */
export type VerdictAfter = (container: Container, before: PolicyVerdict | null) => PolicyVerdict | null;

/** What a preview is made from. */
export interface PreviewSources {
  readonly inventory: Inventory;
  /** The report that knows the verdicts and modes of now; undefined if none does. */
  readonly report: Report | undefined;
  /** The trust document to preview. */
  readonly document: TrustDocument;
}

/** The containers that run, each with its verdict now and by the document that is previewed. */
export const previewContainers = (
  { inventory, report }: PreviewSources,
  verdictAfter: VerdictAfter,
): readonly PreviewContainer[] => {
  const ownerOf = ownersOf(inventory);
  const verdictNow = verdictsIn(report);
  return inventory.tasks.flatMap((task) => {
    const { taskArn, clusterArn } = task;
    const service = serviceNameOf(task) ?? null;
    const owner = ownerOf(task);
    return task.containers.map((container) => {
      const before = verdictNow(container);
      const after = verdictAfter(container, before);
      return { taskArn, clusterArn, service, workload: workloadKindFor(task), owner, container, before, after };
    });
  });
};

/** The containers of an exemption, with the verdicts that they get when it has ended. */
export const endOf = ({ name, until, containers }: ExemptContainers, verdictAfter: VerdictAfter): ExemptionEnd => ({
  name,
  until,
  containers: containers.map((each) => ({
    ...each,
    before: each.after,
    after: verdictAfter(each.container, each.before),
  })),
});

/** Makes the preview. */
export const toPreview = (
  { inventory, report, document }: PreviewSources,
  containers: readonly PreviewContainer[],
  exemptionEnds: readonly ExemptionEnd[],
): Preview => {
  const unread = inventory.clusters.flatMap(({ clusterArn, problem }) =>
    problem === null ? [] : [{ clusterArn, problem }],
  );
  return previewOf({ containers, document, modesNow: modesIn(report), unread, exemptionEnds });
};

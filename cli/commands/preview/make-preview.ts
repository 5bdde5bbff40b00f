import { addressTrustDocument } from '../../../contracts/trust-document/trust-document';
import type { Report } from '../../../contracts/report/report-schema';
import {
  exemptContainers,
  withoutExemption,
  type AddressedTrustDocument,
  type ExemptionEnd,
  type Inventory,
  type Preview,
  type TrustDocument,
} from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import { inventoryOf } from '../../shared/preview/reported-inventory';
import { endOf, previewContainers, toPreview, type VerdictAfter } from '../../shared/preview/to-preview';
import type { RunningPorts } from '../../shared/running/running-ports';
import { verifyInventory, type InventoryVerifier } from '../../shared/running/verify-inventory';
import type { PreviewedReport } from './describe-preview';

/** What making a preview works with. */
export interface MakePreviewPorts
  extends
    Pick<RunningPorts, 'takeInventory' | 'readLatest' | 'findVerifier' | 'now'>,
    Pick<InventoryVerifier, 'throwIfInterrupted' | 'onVerified'> {
  readonly say: (line: string) => void;
}

/** A preview, and the report that the current verdicts are from. */
export interface MadePreview extends PreviewedReport {
  readonly preview: Preview;
}

/** Verifies what runs by a trust document. */
const verdictsBy = async (
  inventory: Pick<Inventory, 'tasks'>,
  document: AddressedTrustDocument,
  ports: MakePreviewPorts,
): Promise<VerdictAfter> => {
  const verifyImage = await ports.findVerifier(document);
  const { groups, verified } = await verifyInventory(inventory, document, { ...ports, verifyImage });
  const known = new Map(verified.map((each) => [each.group.key, each.verified]));
  return (container) => {
    const found = known.get(groups.keyOf(container));
    return found === undefined ? null : { policy: found.policy?.name ?? null, verdict: found.verdict };
  };
};

const latestReport = async ({ readLatest, say }: MakePreviewPorts): Promise<Report | undefined> => {
  try {
    const report = await readLatest();
    if (report === undefined) say('there is no report of a sweep yet, so the current verdicts are not known');
    return report;
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    say(`the current verdicts are not known: ${error.message}`);
    return undefined;
  }
};

/**
 * Previews a trust document on what runs, or on what a saved report lists. Each image is verified once by the document, and
 * once more for each exemption that covers it, as if the exemption had ended.
 * @throws ToolFailure when a tool is missing, or ECS refuses to list the clusters.
 */
export const makePreview = async (
  document: TrustDocument,
  saved: Report | undefined,
  ports: MakePreviewPorts,
): Promise<MadePreview> => {
  const report = saved ?? (await latestReport(ports));
  const inventory = saved === undefined ? await ports.takeInventory() : inventoryOf(saved);
  const sources = { inventory, report, document };
  const containers = previewContainers(sources, await verdictsBy(inventory, addressTrustDocument(document), ports));
  const exemptionEnds: ExemptionEnd[] = [];
  for (const exempt of exemptContainers(containers, document)) {
    const covered = new Set(exempt.containers.map(({ container }) => container));
    const tasks = inventory.tasks.map((task) => ({
      ...task,
      containers: task.containers.filter((container) => covered.has(container)),
    }));
    const verdictAfter = await verdictsBy(
      { tasks },
      addressTrustDocument(withoutExemption(document, exempt.name)),
      ports,
    );
    exemptionEnds.push(endOf(exempt, verdictAfter));
  }
  const preview = toPreview(sources, containers, exemptionEnds);
  return { preview, reportOf: report?.sweep ?? null, isSaved: saved !== undefined };
};

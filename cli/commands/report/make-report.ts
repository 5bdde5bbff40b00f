import { toReport } from '../../../adapters/report/to-report';
import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Report } from '../../../contracts/report/report-schema';
import { TrustDocumentRefusal } from '../../../contracts/trust-document/trust-document-refusal';
import { addressTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import type { AddressedTrustDocument } from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import type { RunningPorts } from '../../shared/running/running-ports';
import { verifyInventory, type InventoryVerifier } from '../../shared/running/verify-inventory';

/** What making a report works with. */
export interface MakeReportPorts extends RunningPorts, Pick<InventoryVerifier, 'throwIfInterrupted' | 'onVerified'> {
  readonly say: (line: string) => void;
}

const WORKING_TREE_DECIDES = 'the deployment file in the working tree decides';

/** A trust document, and where it is from. */
interface FoundDocument {
  readonly document: AddressedTrustDocument;
  readonly from: NonNullable<Report['trustDocumentFrom']>;
}

const ofWorkingTree = (deployment: Deployment): FoundDocument => ({
  document: addressTrustDocument(toTrustDocument(deployment)),
  from: 'working-tree',
});

/** The trust document that the latest report names; that of the working tree where it cannot be read. */
const documentFor = async (
  deployment: Deployment,
  previous: Report | undefined,
  { readTrustDocument, say }: MakeReportPorts,
): Promise<FoundDocument> => {
  const sha256 = previous?.trustDocument ?? null;
  if (sha256 === null) {
    say(`no report names a deployed trust document, so ${WORKING_TREE_DECIDES}`);
    return ofWorkingTree(deployment);
  }
  try {
    return { document: await readTrustDocument(sha256), from: 'deployment' };
  } catch (error) {
    if (!(error instanceof ToolFailure || error instanceof TrustDocumentRefusal)) throw error;
    say(`the deployed trust document cannot be read (${error.message}), so ${WORKING_TREE_DECIDES}`);
    return ofWorkingTree(deployment);
  }
};

/**
 * Makes a report from what runs now.
 * @throws ToolFailure when a tool is missing, or ECS refuses to list the clusters.
 */
export const makeReport = async (
  deployment: Deployment,
  previous: Report | undefined,
  ports: MakeReportPorts,
): Promise<Report> => {
  const startedAt = ports.now();
  const { document, from } = await documentFor(deployment, previous, ports);
  const verifyImage = await ports.findVerifier(document);
  const inventory = await ports.takeInventory();
  const { trust, groups, verified } = await verifyInventory(inventory, document, { ...ports, verifyImage });
  const { name, account, region } = deployment;
  return toReport({
    ...{ deployment: name, account, region, source: 'command', sweep: new Date(startedAt).toISOString() },
    ...{ startedAt, finishedAt: ports.now(), trust, inventory, groups, verified, previous },
    trustDocumentFrom: from,
  });
};

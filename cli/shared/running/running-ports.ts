import { ECSClient } from '@aws-sdk/client-ecs';
import { S3Client } from '@aws-sdk/client-s3';
import { inventoryPorts } from '../../../adapters/ecs/inventory';
import { trustDocumentReader } from '../../../adapters/s3/read-trust-document';
import { reportStore } from '../../../adapters/s3/report-store';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { verifierNames } from '../../../contracts/naming/resource-names';
import type { Report } from '../../../contracts/report/report-schema';
import { takeInventory, type AddressedTrustDocument, type Inventory, type VerifyImage } from '../../../verification';
import { callingWith } from '../calling-aws';
import { checkAccount } from '../check-account';
import { findNotation } from '../find-notation';
import type { WorkTools } from '../interruption';
import { imageVerifier } from '../verification/container-verifier';
import { latestReport } from './latest-report';

/** What commands about everything that runs work with; everything outside but files is in here. */
export interface RunningPorts {
  /**
   * Lists what runs. A cluster that cannot be read is noted with its problem.
   * @throws ToolFailure when the AWS login is to another account, or ECS refuses to list the clusters.
   */
  readonly takeInventory: () => Promise<Inventory>;
  /**
   * The latest report of the sweep; undefined if there is none, or no bucket.
   * @throws ToolFailure when it cannot be read.
   */
  readonly readLatest: () => Promise<Report | undefined>;
  /**
   * A deployed trust document, by its SHA-256.
   * @throws ToolFailure when S3 refuses it, or TrustDocumentRefusal.
   */
  readonly readTrustDocument: (sha256: string) => Promise<AddressedTrustDocument>;
  /** @throws ToolFailure that names each tool that is missing on this machine. */
  readonly findVerifier: (trust: AddressedTrustDocument) => Promise<VerifyImage>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The key of the tag that names owners where the sweep is off. */
const DEFAULT_OWNER_TAG = 'owner';

const calling = callingWith([]);

/** The ports that read reports and trust documents of a deployment. */
export const reportReadingPorts = (deployment: Deployment): Pick<RunningPorts, 'readLatest' | 'readTrustDocument'> => {
  const s3 = new S3Client({ region: deployment.region });
  const { bucket, reportBucket } = verifierNames(deployment);
  return {
    readLatest: () => latestReport(reportStore(s3, reportBucket)),
    readTrustDocument: (sha256) =>
      calling('s3:GetObject', trustDocumentReader(s3, { bucket, key: `trust/${sha256}.json` })()),
  };
};

/** The ports of a deployment's account and region. */
export const awsRunningPorts = (deployment: Deployment, { run, scratch }: WorkTools): RunningPorts => {
  const { region, partition, sweep } = deployment;
  const ownerTag = sweep === 'off' ? DEFAULT_OWNER_TAG : sweep.ownerTag;
  const environment = process.env;
  const list = inventoryPorts(new ECSClient({ region }), ownerTag);
  return {
    ...reportReadingPorts(deployment),
    takeInventory: async () => {
      await checkAccount(deployment);
      return calling('ecs:ListClusters', takeInventory(list));
    },
    findVerifier: async (trust) => {
      const installed = await findNotation(partition, environment, run);
      return imageVerifier({ trust, installed, environment, run, scratch });
    },
    now: Date.now,
  };
};

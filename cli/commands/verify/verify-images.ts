import { ecrLogins } from '../../../adapters/ecr/registry-login';
import { tagResolver } from '../../../adapters/ecr/resolve-tag';
import { verificationEngine } from '../../../adapters/engine';
import {
  noHistory,
  toLoadedTrust,
  verifyTask,
  type AddressedTrustDocument,
  type Digest,
  type ExaminedSignatures,
  type Task,
  type VerifiedContainer,
  type VerifyImage,
} from '../../../verification';
import { resolvingTags } from './resolving-tags';
import { ecrClients } from '../../shared/ecr-clients';
import type { InstalledNotation } from '../../shared/find-notation';
import type { WorkTools } from '../../shared/interruption';

/** What was found out about the signatures of one digest, for `--explain`. */
export interface ExaminedDigest extends ExaminedSignatures {
  readonly digest: Digest;
}

/** A verdict, and how it came about: the image's own signatures first, then those of indexes around it. */
export interface ExplainedContainer extends VerifiedContainer {
  readonly examined: readonly ExaminedDigest[];
}

/** The images to verify, and what they are verified with. */
export interface ImagesToVerify extends WorkTools {
  readonly images: readonly string[];
  readonly trust: AddressedTrustDocument;
  readonly installed: InstalledNotation;
  readonly environment: NodeJS.ProcessEnv;
  readonly onVerified: (verified: VerifiedContainer) => void;
}

const DEADLINE_MS = 10_000;
const CONCURRENT_RUNS = 4;

/** The engine verifies tasks: each image becomes the only container of a running task that ECS knows nothing more about. */
const asTask = (image: string): Task => ({
  taskArn: image,
  clusterArn: '-',
  group: null,
  taskDefinitionArn: null,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  containers: [{ name: image, image, imageDigest: null }],
});

/** Verifies images with the same engine as the functions, and returns the verdicts in the order of the images. */
export const verifyImages = async (wanted: ImagesToVerify): Promise<readonly ExplainedContainer[]> => {
  const { images, trust, installed, environment, scratch: temporary, run, onVerified, throwIfInterrupted } = wanted;
  const ecrClientFor = ecrClients();
  const engine = verificationEngine({
    settings: {
      ...installed,
      temporary,
      deadlineMs: DEADLINE_MS,
      loopback: 'plain-http',
      concurrentRuns: CONCURRENT_RUNS,
    },
    ports: {
      run,
      environment,
      keys: () => ecrClientFor(trust.document.region).config.credentials(),
      onRun: () => undefined,
    },
    ecrLogin: ecrLogins({ clientFor: ecrClientFor, now: Date.now }),
    history: noHistory,
    now: Date.now,
    onReused: () => undefined,
  });
  const tags = resolvingTags(tagResolver(ecrClientFor));
  const loaded = toLoadedTrust(trust);
  const verifyOne = async (image: string): Promise<readonly ExplainedContainer[]> => {
    const examined: ExaminedDigest[] = [];
    const verifyImage: VerifyImage = (request) =>
      engine.verifyImage({
        ...request,
        onExamined: ({ digest }, signatures) => examined.push({ digest, ...signatures }),
      });
    const ports = { verifyImage, describeTask: tags.describeTask, now: Date.now };
    const toVerify = { task: asTask(image), remaining: () => Infinity };
    const verified = (await verifyTask(toVerify, loaded, ports)).map((each) => ({ ...tags.explain(each), examined }));
    throwIfInterrupted();
    verified.forEach(onVerified);
    return verified;
  };
  return (await Promise.all(images.map(verifyOne))).flat();
};

import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { tagResolver } from '../../../adapters/ecr/resolve-tag';
import { verificationEngine } from '../../../adapters/engine';
import type { ProcessRequest, ProcessResult, RunProcess } from '../../../adapters/process';
import {
  noHistory,
  toLoadedTrust,
  verifyTask,
  type AddressedTrustDocument,
  type VerifiedContainer,
  type Task,
} from '../../../verification';
import { resolvingTags } from './resolving-tags';
import { ecrClients } from '../../shared/ecr-clients';
import type { InstalledNotation } from '../../shared/find-notation';
import type { WorkTools } from '../../shared/interruption';

/** One run of notation, for `--explain`; neither environment nor credentials are part of it. */
export interface ExplainedRun {
  readonly args: readonly string[];
  readonly result: ProcessResult;
}

/** The images to verify, and what they are verified with. */
export interface ImagesToVerify extends WorkTools {
  readonly images: readonly string[];
  readonly trust: AddressedTrustDocument;
  readonly installed: InstalledNotation;
  readonly environment: NodeJS.ProcessEnv;
  readonly onVerified: (verified: VerifiedContainer) => void;
  readonly onRun: (run: ExplainedRun) => void;
}

const DEADLINE_MS = 10_000;

const observed =
  ({ run, onRun }: Pick<ImagesToVerify, 'run' | 'onRun'>): RunProcess =>
  async (request: ProcessRequest) => {
    const result = await run(request);
    onRun({ args: request.args, result });
    return result;
  };

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
export const verifyImages = async (wanted: ImagesToVerify): Promise<readonly VerifiedContainer[]> => {
  const { images, trust, installed, environment, scratch: temporary, onVerified, throwIfInterrupted } = wanted;
  const ecrClientFor = ecrClients();
  const engine = verificationEngine({
    settings: { ...installed, temporary, deadlineMs: DEADLINE_MS, statement: `image-trust-${randomUUID()}` },
    ports: {
      run: observed(wanted),
      environment,
      keys: () => ecrClientFor(trust.document.region).config.credentials(),
      limit: pLimit(4),
      onRun: () => undefined,
    },
    ecrClientFor,
    history: noHistory,
    now: Date.now,
    onReused: () => undefined,
  });
  const tags = resolvingTags(tagResolver(ecrClientFor));
  const loaded = toLoadedTrust(trust);
  const ports = { ...engine, describeTask: tags.describeTask, now: Date.now };
  const verifyOne = async (image: string): Promise<readonly VerifiedContainer[]> => {
    const toVerify = { task: asTask(image), remaining: () => Infinity };
    const verified = (await verifyTask(toVerify, loaded, ports)).map(tags.explain);
    throwIfInterrupted();
    verified.forEach(onVerified);
    return verified;
  };
  return (await Promise.all(images.map(verifyOne))).flat();
};

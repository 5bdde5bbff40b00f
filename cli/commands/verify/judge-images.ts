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
import { ecrClients } from '../../shared/ecr-clients';
import type { InstalledNotation } from '../../shared/find-notation';
import type { WorkTools } from '../../shared/interruption';

/** One run of notation, for `--explain`; neither environment nor credentials are part of it. */
export interface ExplainedRun {
  readonly args: readonly string[];
  readonly result: ProcessResult;
}

/** What is judged, and by what. */
export interface ImagesToJudge extends WorkTools {
  readonly images: readonly string[];
  readonly trust: AddressedTrustDocument;
  readonly installed: InstalledNotation;
  readonly environment: NodeJS.ProcessEnv;
  readonly onJudged: (judged: VerifiedContainer) => void;
  readonly onRun: (run: ExplainedRun) => void;
}

const DEADLINE_MS = 10_000;

const observed =
  ({ run, onRun }: Pick<ImagesToJudge, 'run' | 'onRun'>): RunProcess =>
  async (request: ProcessRequest) => {
    const result = await run(request);
    onRun({ args: request.args, result });
    return result;
  };

/** A person asks about images, not tasks: each image is taken for the one container of a running task that ECS knows nothing more about. */
const asTask = (image: string): Task => ({
  taskArn: image,
  clusterArn: '-',
  group: null,
  taskDefinitionArn: null,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  containers: [{ name: image, image, imageDigest: null }],
});

/** Judges images by the same engine that the functions use, and gives the verdicts in the images' order. */
export const judgeImages = async (asked: ImagesToJudge): Promise<readonly VerifiedContainer[]> => {
  const { images, trust, installed, environment, scratch: temporary, onJudged, goOn } = asked;
  const ecrClientFor = ecrClients();
  const engine = verificationEngine({
    settings: { ...installed, temporary, deadlineMs: DEADLINE_MS, statement: `image-trust-${randomUUID()}` },
    ports: {
      run: observed(asked),
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
  const resolve = tagResolver(ecrClientFor);
  const describeTask = async (task: Task): Promise<Task> => ({
    ...task,
    containers: await Promise.all(task.containers.map(resolve)),
  });
  const loaded = toLoadedTrust(trust);
  const ports = { ...engine, describeTask, now: Date.now };
  const judgeOne = async (image: string): Promise<readonly VerifiedContainer[]> => {
    const judged = await verifyTask({ task: asTask(image), remaining: () => Infinity }, loaded, ports);
    goOn();
    judged.forEach(onJudged);
    return judged;
  };
  return (await Promise.all(images.map(judgeOne))).flat();
};

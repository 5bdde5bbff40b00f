import { ecrLogins } from '../../../adapters/ecr/registry-login';
import { tagResolver } from '../../../adapters/ecr/resolve-tag';
import { verificationEngine, type VerificationEngine } from '../../../adapters/engine';
import {
  noHistory,
  toLoadedTrust,
  verifyTask,
  type AddressedTrustDocument,
  type Container,
  type Digest,
  type ExaminedSignatures,
  type Task,
  type VerifiedContainer,
  type VerifyImage,
} from '../../../verification';
import { ecrClients } from '../ecr-clients';
import type { InstalledNotation } from '../find-notation';
import type { WorkTools } from '../interruption';
import { resolvingTags } from './resolving-tags';

/** What was found out about the signatures of one digest, for `--explain`. */
export interface ExaminedDigest extends ExaminedSignatures {
  readonly digest: Digest;
}

/** A verdict, and how it came about: the image's own signatures first, then those of indexes around it. */
export interface ExplainedContainer extends VerifiedContainer {
  readonly examined: readonly ExaminedDigest[];
}

/** What containers are verified with. */
export interface VerifierTools extends Pick<WorkTools, 'run' | 'scratch'> {
  readonly trust: AddressedTrustDocument;
  readonly installed: InstalledNotation;
  readonly environment: NodeJS.ProcessEnv;
}

/** Verifies the image of one container; a tag of an ECR repository counts as the digest that it names now. */
export type VerifyContainer = (container: Container) => Promise<ExplainedContainer>;

const DEADLINE_MS = 10_000;
const CONCURRENT_RUNS = 4;

/** The engine verifies tasks: each container becomes the only one of a running task that ECS knows nothing more about. */
const asTask = (container: Container): Task => ({
  taskArn: container.name,
  clusterArn: '-',
  group: null,
  taskDefinitionArn: null,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  containers: [container],
});

const engineWith = (
  { trust, installed, environment, scratch: temporary, run }: VerifierTools,
  ecrClientFor: ReturnType<typeof ecrClients>,
): VerificationEngine =>
  verificationEngine({
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

/** Makes what verifies pinned images with the same engine as the functions. */
export const imageVerifier = (tools: VerifierTools): VerifyImage => engineWith(tools, ecrClients()).verifyImage;

/** Makes what verifies containers with the same engine as the functions. */
export const containerVerifier = (tools: VerifierTools): VerifyContainer => {
  const ecrClientFor = ecrClients();
  const engine = engineWith(tools, ecrClientFor);
  const resolveTag = tagResolver(ecrClientFor);
  const trust = toLoadedTrust(tools.trust);
  return async (container) => {
    const examined: ExaminedDigest[] = [];
    const tags = resolvingTags(resolveTag);
    const verifyImage: VerifyImage = (request) =>
      engine.verifyImage({
        ...request,
        onExamined: ({ digest }, signatures) => examined.push({ digest, ...signatures }),
      });
    const toVerify = { task: asTask(container), remaining: () => Infinity };
    const [verified] = await verifyTask(toVerify, trust, {
      verifyImage,
      describeTask: tags.describeTask,
      now: Date.now,
    });
    if (verified === undefined) throw new Error(`expected a verdict on ${container.name}, found none`);
    return { ...tags.explain(verified), examined };
  };
};

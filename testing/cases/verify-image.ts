import type { ECRClient } from '@aws-sdk/client-ecr';
import { ecrLogins } from '../../adapters/ecr/registry-login';
import { imageVerifiers, type ImageVerifierParts } from '../../adapters/image-verifier';
import { runProcess, type ProcessRequest, type RunProcess } from '../../adapters/process';
import {
  parseImageReference,
  parseRepositoryPattern,
  repositoryIdentity,
  type Digest,
  type ExaminedSignatures,
  type PinnedImage,
  type Policy,
  type RepositoryPattern,
  type Verdict,
} from '../../verification';
import type { EmulatedEnvironment } from '../environment/emulated-environment';

/** How one image is verified in an emulated environment. Default of omitted fields: as in the product. */
export interface EmulatedVerification {
  /** `registry/repository@digest`. */
  readonly reference: string;
  readonly signers: readonly string[];
  readonly require?: Policy['require'];
  /** What the policies name. Default: the whole registry of the image. */
  readonly repositories?: readonly string[];
  /** The password that the function gets for ECR. */
  readonly ecrPassword?: string;
  /** How long one run of notation may take, in milliseconds. */
  readonly deadlineMs?: number;
  /** How long the whole verification may take, in milliseconds. */
  readonly remainingMs?: number;
  readonly plugins?: string;
  readonly rootCertificate?: string;
  readonly run?: RunProcess;
}

/** A verdict, and what led to it. */
export interface EmulatedVerdict {
  readonly verdict: Verdict;
  /** The runs of notation. */
  readonly runs: readonly ProcessRequest[];
  /** Undefined when the signatures could not be listed. */
  readonly examined: ExaminedSignatures | undefined;
}

const DEADLINE_MS = 10_000;
const REMAINING_MS = 60_000;
const CONCURRENT_RUNS = 4;
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example-secret' };

const patternOf = (text: string): RepositoryPattern => {
  const parsed = parseRepositoryPattern(text);
  if (!parsed.ok) throw new Error(`expected ${parsed.expected}, found ${text}`);
  return parsed.pattern;
};

/** A client that answers each call with a token for that password. */
const ecrClientWith = (password: string): ECRClient => {
  const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
  const expiresAt = new Date(Date.now() + 12 * 3_600_000);
  const send = () => Promise.resolve({ authorizationData: [{ authorizationToken, expiresAt }] });
  return { send } as unknown as ECRClient;
};

const partsFor = (
  { processEnvironment, notation, directory, ecrPassword }: EmulatedEnvironment,
  verification: EmulatedVerification,
): ImageVerifierParts => ({
  settings: {
    notation: notation.path,
    plugins: verification.plugins ?? notation.libexec,
    rootCertificate: verification.rootCertificate ?? notation.rootCertificate,
    temporary: directory,
    deadlineMs: verification.deadlineMs ?? DEADLINE_MS,
    loopback: 'refused',
    concurrentRuns: CONCURRENT_RUNS,
  },
  ports: {
    run: verification.run ?? runProcess,
    environment: processEnvironment,
    keys: () => Promise.resolve(KEYS),
    onRun: () => undefined,
  },
  ecrLogin: ecrLogins({ clientFor: () => ecrClientWith(verification.ecrPassword ?? ecrPassword), now: Date.now }),
  now: Date.now,
});

const toPinned = (text: string): PinnedImage => {
  const reference = parseImageReference(text);
  return { reference, identity: repositoryIdentity(reference), digest: text.split('@')[1] as Digest };
};

/** Records the runs of notation. */
const recording = (run: RunProcess, runs: ProcessRequest[]): RunProcess => {
  return (request) => {
    runs.push(request);
    return run(request);
  };
};

/** Verifies one image by its own signatures in an emulated environment, as the product does. */
export const verifyEmulated = async (
  emulated: EmulatedEnvironment,
  verification: EmulatedVerification,
): Promise<EmulatedVerdict> => {
  const { reference, signers, require = 'any', remainingMs = REMAINING_MS } = verification;
  const runs: ProcessRequest[] = [];
  let examined: ExaminedSignatures | undefined;
  const parts = partsFor(emulated, verification);
  const verifiers = imageVerifiers({
    ...parts,
    ports: { ...parts.ports, run: recording(parts.ports.run, runs) },
  });
  const image = toPinned(reference);
  const repositories = verification.repositories ?? [`${image.reference.registry}/*`];
  const scope = { partition: 'aws', region: 'us-east-1', policyPatterns: repositories.map(patternOf) } as const;
  const end = Date.now() + remainingMs;
  try {
    const verdict = await verifiers.verifierFor(scope).verifyImage({
      image,
      policy: { kind: 'policy', name: 'emulated', signers, require },
      remaining: () => end - Date.now(),
      onExamined: (_image, signatures) => void (examined = signatures),
    });
    return { verdict, runs, examined };
  } finally {
    await verifiers.close();
  }
};

import {
  mayStartRun,
  messageOf,
  toPublicDetail,
  uncheckedSignature,
  type RemainingTime,
  type SignatureOutcome,
  type SignatureToVerify,
  type VerifySignature,
} from '../../verification';
import { groupCpuTime } from '../group-cpu-time';
import type { RunProcess } from '../process';
import { childEnvironment, type AwsKeys } from './child-environment';
import { LoopbackRegistryError, type ServeSignature } from './loopback-registry';
import { writeNotationConfiguration } from './notation-configuration';
import { runOutcome } from './run-outcome';

/** How notation is run. */
export interface SignatureVerifierSettings {
  readonly notation: string;
  readonly plugins: string;
  readonly rootCertificate: string;
  /** The only directory that is written to. */
  readonly temporary: string;
  readonly partition: 'aws' | 'aws-us-gov';
  readonly region: string;
  readonly deadlineMs: number;
}

/** The ports that the verification of a signature needs. */
export interface SignatureVerifierPorts {
  readonly run: RunProcess;
  readonly environment: NodeJS.ProcessEnv;
  readonly keys: () => Promise<AwsKeys>;
  readonly serve: ServeSignature;
  /** Called after each run with its duration in milliseconds. */
  readonly onRun: (milliseconds: number) => void;
}

const KEEP_BYTES = 256 * 1024;
/** The memory at which notation and the plugin, each, begin to collect garbage eagerly: far above what a run needs. */
const MEMORY_LIMIT = '128MiB';
const STATEMENT = 'image-trust';

/** Writes a configuration directory for each signer when it is first needed; a failed attempt is not kept. */
const configurations = (settings: SignatureVerifierSettings): ((signer: string) => Promise<string>) => {
  const kept = new Map<string, Promise<string>>();
  return (signer) => {
    const known = kept.get(signer);
    if (known !== undefined) return known;
    const written = writeNotationConfiguration(settings.temporary, {
      ...settings,
      statement: STATEMENT,
      signers: [signer],
    });
    kept.set(signer, written);
    written.catch(() => kept.delete(signer));
    return written;
  };
};

const isSystemError = (error: unknown): boolean => typeof error === 'object' && error !== null && 'syscall' in error;

type Environment = Readonly<Record<string, string>>;

const runNotation = async (
  { notation, deadlineMs }: SignatureVerifierSettings,
  { serve, run, onRun }: SignatureVerifierPorts,
  { signature, environment }: { readonly signature: SignatureToVerify; readonly environment: Environment },
): Promise<SignatureOutcome> => {
  const { reference, remove } = await serve(signature);
  const before = performance.now();
  let cpuMs: number | undefined;
  try {
    const result = await run({
      command: notation,
      args: ['verify', '--verbose', '--', reference],
      environment,
      deadlineMs,
      keepBytes: KEEP_BYTES,
      onDeadline: (group) => (cpuMs = groupCpuTime(group)),
    });
    const { profileVersion, job, signingTime, expiry } = signature.candidate.envelope.claims;
    const claims = { signer: profileVersion, job, signingTime, expiry };
    return runOutcome({ reference, signature: signature.digest, claims, deadlineMs, cpuMs, result });
  } finally {
    remove();
    onRun(performance.now() - before);
  }
};

// No port, or no room in the temporary directory.
const ofThisMachine = (error: unknown): SignatureOutcome => {
  if (!(error instanceof LoopbackRegistryError) && !isSystemError(error)) throw error;
  return uncheckedSignature('tool-failed', toPublicDetail(messageOf(error)));
};

/**
 * Verifies one signature at a time with the notation CLI, which sees nothing but the image's manifest and this signature
 * and trusts only the signer that it claims. The child gets no registry credential.
 */
export const signatureVerifier = (
  settings: SignatureVerifierSettings,
  ports: SignatureVerifierPorts,
): ((remaining: RemainingTime) => VerifySignature) => {
  const configurationFor = configurations(settings);
  const verify = async (signature: SignatureToVerify): Promise<SignatureOutcome> => {
    const keys = await ports
      .keys()
      .catch((error: unknown) => uncheckedSignature('signer-unavailable', `no AWS credentials: ${messageOf(error)}`));
    if ('kind' in keys) return keys;
    const configuration = await configurationFor(signature.candidate.signer);
    const own = { ...settings, configuration, keys, login: undefined };
    const environment = { ...childEnvironment(ports.environment, own), GOMEMLIMIT: MEMORY_LIMIT };
    return runNotation(settings, ports, { signature, environment });
  };
  return (remaining) => async (signature) =>
    mayStartRun(remaining(), settings.deadlineMs)
      ? verify(signature).catch(ofThisMachine)
      : uncheckedSignature('timed-out', 'no time was left to start another verification');
};

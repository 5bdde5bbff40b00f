import {
  imageUnprovable,
  mayStartRun,
  messageOf,
  serviceFailed,
  type PinnedImage,
  type Policy,
  type Verdict,
  type VerifyRequest,
} from '../../verification';
import type { RunProcess } from '../process';
import { childEnvironment, type AwsKeys, type RegistryLogin } from './child-environment';
import { classifyOutcome } from './classify-outcome';
import { MAX_SIGNATURES, pinnedReference, verifyArguments } from './notation-command';
import { writeNotationConfiguration } from './notation-configuration';

/** Returns the registry login for an image, undefined for anonymous access, or the verdict when there is no login. */
export type LoginFor = (
  image: PinnedImage,
) => Promise<
  | { readonly kind: 'login'; readonly login: RegistryLogin | undefined }
  | { readonly kind: 'failed'; readonly verdict: Verdict }
>;

/** How notation is run. */
export interface NotationSettings {
  readonly notation: string;
  readonly plugins: string;
  readonly rootCertificate: string;
  /** The only directory that is written to. */
  readonly temporary: string;
  readonly partition: 'aws' | 'aws-us-gov';
  readonly region: string;
  readonly deadlineMs: number;
  /** An unguessable text, see `NotationConfiguration.statement`. */
  readonly statement: string;
}

/** The ports that the notation adapter needs. */
export interface NotationPorts {
  readonly run: RunProcess;
  readonly environment: NodeJS.ProcessEnv;
  readonly keys: () => Promise<AwsKeys>;
  readonly loginFor: LoginFor;
  /** Limits how many runs there are at a time. */
  readonly limit: <T>(run: () => Promise<T>) => Promise<T>;
  /** Called after each run with its duration in milliseconds. */
  readonly onRun: (milliseconds: number) => void;
}

/** One image to verify by one policy; the settings already belong to its trust document. */
export type NotationRequest = Omit<VerifyRequest, 'trust'>;

const KEEP_BYTES = 1024 * 1024;
const NO_TIME = serviceFailed('timed-out', 'no time was left to start another verification');

type VerifyWithLimit = (maxSignatures: number) => Promise<Verdict>;

const verifying =
  (settings: NotationSettings, ports: NotationPorts) =>
  ({ image, policy, remaining }: NotationRequest, environment: Readonly<Record<string, string>>): VerifyWithLimit =>
  (maxSignatures) =>
    ports.limit(async () => {
      // Checked here, since waiting for a free place takes time, too.
      if (!mayStartRun(remaining(), settings.deadlineMs)) return NO_TIME;
      const reference = pinnedReference(image);
      const before = performance.now();
      const result = await ports.run({
        command: settings.notation,
        args: verifyArguments(reference, maxSignatures),
        environment,
        deadlineMs: settings.deadlineMs,
        keepBytes: KEEP_BYTES,
      });
      ports.onRun(performance.now() - before);
      return classifyOutcome({ reference, policy: policy.name, statement: settings.statement, maxSignatures, result });
    });

const isTimedOut = (verdict: Verdict): boolean =>
  verdict.kind === 'inconclusive' && verdict.reason === 'timed-out' && verdict !== NO_TIME;

/**
 * After a timeout, verifies once more with a single signature: when that gives an answer, registry and AWS Signer work,
 * and the image's own signatures take too long.
 */
const withSecondRun = async (verify: VerifyWithLimit): Promise<Verdict> => {
  const first = await verify(MAX_SIGNATURES);
  if (!isTimedOut(first)) return first;
  const second = await verify(1);
  if (second.kind === 'trusted') return second;
  const answered = second.kind === 'untrusted' || (second.kind === 'inconclusive' && second.cause === 'image');
  return answered
    ? imageUnprovable('timed-out-alone', 'the verification exceeds its deadline with all signatures, but not with one')
    : first;
};

/** Writes a configuration directory for each policy when it is first needed; a failed attempt is not kept. */
const configurations = (settings: NotationSettings): ((policy: Policy) => Promise<string>) => {
  const kept = new Map<string, Promise<string>>();
  return (policy) => {
    const key = JSON.stringify([policy.name, policy.signers]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const written = writeNotationConfiguration(settings.temporary, { ...settings, signers: policy.signers });
    kept.set(key, written);
    written.catch(() => kept.delete(key));
    return written;
  };
};

/**
 * Verifies pinned images with the notation CLI. A failure of a registry, AWS Signer or the tool becomes a verdict,
 * never an exception.
 */
export const notationVerifier = (
  settings: NotationSettings,
  ports: NotationPorts,
): ((request: NotationRequest) => Promise<Verdict>) => {
  const configurationFor = configurations(settings);
  const verify = verifying(settings, ports);
  return async (request) => {
    const { image, policy, remaining } = request;
    if (!mayStartRun(remaining(), settings.deadlineMs)) return NO_TIME;
    const access = await ports.loginFor(image);
    if (access.kind === 'failed') return access.verdict;
    const keys = await ports
      .keys()
      .catch((error: unknown) => serviceFailed('signer-unavailable', `no AWS credentials: ${messageOf(error)}`));
    if ('kind' in keys) return keys;
    const configuration = await configurationFor(policy);
    const environment = childEnvironment(ports.environment, { ...settings, configuration, keys, login: access.login });
    return withSecondRun(verify(request, environment));
  };
};

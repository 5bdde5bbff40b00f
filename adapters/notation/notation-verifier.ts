import {
  imageUnprovable,
  mayStartRun,
  messageOf,
  serviceFailed,
  type PinnedImage,
  type Policy,
  type Verdict,
  type VerifyImage,
} from '../../verification';
import type { RunProcess } from '../process';
import { childEnvironment, type AwsKeys, type RegistryLogin } from './child-environment';
import { classifyOutcome } from './classify-outcome';
import { MAX_SIGNATURES, pinnedReference, verifyArguments } from './notation-command';
import { writeNotationConfiguration } from './notation-configuration';

/** What the registry's gatekeeper gives for an image: a login, none (ask as anyone may), or the verdict that asking for one failed. */
export type LoginFor = (
  image: PinnedImage,
) => Promise<
  | { readonly kind: 'login'; readonly login: RegistryLogin | undefined }
  | { readonly kind: 'failed'; readonly verdict: Verdict }
>;

/** Everything the notation adapter is told. */
export interface NotationSettings {
  readonly notation: string;
  readonly plugins: string;
  readonly rootCertificate: string;
  /** The only directory that is written to. */
  readonly temporary: string;
  readonly partition: 'aws' | 'aws-us-gov';
  readonly region: string;
  readonly deadlineMs: number;
  /** A text that cannot be guessed, see `NotationConfiguration.statement`. */
  readonly statement: string;
}

/** What the notation adapter needs from others. */
export interface NotationPorts {
  readonly run: RunProcess;
  readonly environment: NodeJS.ProcessEnv;
  readonly keys: () => Promise<AwsKeys>;
  readonly loginFor: LoginFor;
  /** Milliseconds that are left for everything. */
  readonly remaining: () => number;
  /** Bounds how many runs there are at a time. */
  readonly limit: <T>(run: () => Promise<T>) => Promise<T>;
  /** Told of every run: its duration in milliseconds. */
  readonly onRun: (milliseconds: number) => void;
}

const KEEP_BYTES = 1024 * 1024;
const NO_TIME = serviceFailed('timed-out', 'no time was left to start another verification');

type Ask = (maxSignatures: number) => Promise<Verdict>;

const asking =
  (settings: NotationSettings, ports: NotationPorts) =>
  (image: PinnedImage, policy: Policy, environment: Readonly<Record<string, string>>): Ask =>
  (maxSignatures) =>
    ports.limit(async () => {
      // Asked only when its turn has come: waiting for a place takes time, too.
      if (!mayStartRun(ports.remaining(), settings.deadlineMs)) return NO_TIME;
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
 * Asks once more with a single signature after a time-out: when that is answered, registry and Signer do work, and it is what hangs
 * on this image that takes too long.
 */
const withSecondLook = async (ask: Ask): Promise<Verdict> => {
  const first = await ask(MAX_SIGNATURES);
  if (!isTimedOut(first)) return first;
  const second = await ask(1);
  if (second.kind === 'trusted') return second;
  const answered = second.kind === 'untrusted' || (second.kind === 'inconclusive' && second.cause === 'image');
  return answered
    ? imageUnprovable(
        'timed-out-alone',
        'the verification takes longer than its deadline, with one signature only it does not',
      )
    : first;
};

/**
 * Verifies pinned images by the notation CLI: one configuration directory for each policy, written when it is first needed.
 * Never throws for what registry, Signer or tool do; those are verdicts.
 */
export const notationVerifier = (settings: NotationSettings, ports: NotationPorts): VerifyImage => {
  const configurations = new Map<string, Promise<string>>();
  const configurationFor = (policy: Policy): Promise<string> => {
    const key = JSON.stringify([policy.name, policy.signers]);
    const known = configurations.get(key);
    if (known !== undefined) return known;
    const written = writeNotationConfiguration(settings.temporary, { ...settings, signers: policy.signers });
    configurations.set(key, written);
    written.catch(() => configurations.delete(key));
    return written;
  };
  return async (image, policy) => {
    if (!mayStartRun(ports.remaining(), settings.deadlineMs)) return NO_TIME;
    const access = await ports.loginFor(image);
    if (access.kind === 'failed') return access.verdict;
    const keys = await ports
      .keys()
      .catch((error: unknown) => serviceFailed('signer-unavailable', `no AWS credentials: ${messageOf(error)}`));
    if ('kind' in keys) return keys;
    const configuration = await configurationFor(policy);
    const environment = childEnvironment(ports.environment, { ...settings, configuration, keys, login: access.login });
    return withSecondLook(asking(settings, ports)(image, policy, environment));
  };
};

import { notationVerifier } from '../../../adapters/notation/notation-verifier';
import { runProcess } from '../../../adapters/process';
import type { PushedImage } from '../../../testing/registry/image-publisher';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';
import { parseImageReference, repositoryIdentity, type Digest, type Verdict } from '../../../verification';

/** A verdict, and how often notation was run for it. */
export interface ProductVerdict {
  readonly verdict: Verdict;
  readonly runs: number;
}

/**
 * Verifies one image in an emulated environment as the product does, with a strict policy that trusts only
 * these profiles.
 */
export const verifyAsProduct = async (
  emulated: EmulatedEnvironment,
  { reference }: PushedImage,
  { signers, deadlineMs = 10_000 }: { readonly signers: readonly string[]; readonly deadlineMs?: number },
): Promise<ProductVerdict> => {
  let runs = 0;
  const { processEnvironment: environment, notation } = emulated;
  const verify = notationVerifier(
    {
      notation: notation.path,
      plugins: notation.libexec,
      rootCertificate: notation.rootCertificate,
      temporary: emulated.directory,
      partition: 'aws',
      region: 'us-east-1',
      deadlineMs,
      statement: 'image-trust-0d5a6f1e-52f4-4c1b-9b0e-0c5b5f0c7a11',
    },
    {
      run: runProcess,
      environment,
      keys: async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example-secret' }),
      loginFor: async () => ({ kind: 'login', login: { username: 'AWS', password: emulated.ecrPassword } }),
      limit: (run) => run(),
      onRun: () => void (runs += 1),
    },
  );
  const parsed = parseImageReference(reference);
  const digest = reference.split('@')[1] as Digest;
  const pinned = { reference: parsed, identity: repositoryIdentity(parsed), digest };
  const policy = { kind: 'policy' as const, name: 'live', signers, require: 'any' as const };
  const verdict = await verify({ image: pinned, policy, remaining: () => 60_000 });
  return { verdict, runs };
};

import { randomUUID } from 'node:crypto';
import { envelopeAuthenticator } from '../../../adapters/notation/authenticate-envelope';
import { loopbackRegistry } from '../../../adapters/notation/loopback-registry';
import { readRootCertificates } from '../../../adapters/notation/root-certificates';
import { signatureVerifier, type SignatureVerifierPorts } from '../../../adapters/notation/verify-signature';
import { runProcess } from '../../../adapters/process';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';
import {
  verifySignatures,
  type AuthenticateEnvelope,
  type FetchedSignature,
  type SignatureDecision,
  type SignerRule,
} from '../../../verification';
import { IMAGE } from './a-signature';
import { fakeRegistry } from './fake-registry';

/** How signatures of the image are verified. */
export interface AloneOptions {
  readonly rule: SignerRule;
  readonly deadlineMs?: number;
  readonly run?: SignatureVerifierPorts['run'];
  readonly notation?: string;
  /** Default: that of the product. */
  readonly authenticate?: AuthenticateEnvelope;
}

/** Verifies signatures of the image with real notation in an emulated environment, from a fake registry. */
export const verifyAlone = async (
  { processEnvironment, directory, notation }: EmulatedEnvironment,
  signatures: readonly FetchedSignature[],
  options: AloneOptions,
): Promise<SignatureDecision> => {
  const registry = loopbackRegistry();
  const verify = signatureVerifier(
    {
      notation: options.notation ?? notation.path,
      plugins: notation.libexec,
      rootCertificate: notation.rootCertificate,
      temporary: directory,
      partition: 'aws',
      region: 'us-east-1',
      deadlineMs: options.deadlineMs ?? 20_000,
    },
    {
      run: options.run ?? runProcess,
      environment: processEnvironment,
      keys: async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: `secret-${randomUUID()}` }),
      serve: registry.serve,
      onRun: () => undefined,
    },
  );
  const authenticate =
    options.authenticate ?? envelopeAuthenticator(() => readRootCertificates(notation.rootCertificate));
  const request = {
    scope: { repository: { registry: 'registry.example', repository: 'app' }, access: { kind: 'anonymous' as const } },
    digest: IMAGE.digest,
    rule: options.rule,
    remaining: () => 60_000,
  };
  const ports = {
    registry: fakeRegistry({ signatures }).registry,
    authenticate,
    verify: verify(() => 60_000),
    enqueue: <T>(run: () => Promise<T>) => run(),
  };
  try {
    return await verifySignatures(request, ports);
  } finally {
    await registry.close();
  }
};

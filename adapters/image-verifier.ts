import {
  fetchTime,
  registryAccessFor,
  toVerdict,
  verifySignatures,
  type FetchManifest,
  type PinnedImage,
  type RegistryScope,
  type ResolvedDigest,
  type TagToResolve,
  type RepositoryPattern,
  type Verdict,
  type VerifyRequest,
} from '../verification';
import { fairQueue } from './fair-queue';
import { envelopeAuthenticator } from './notation/authenticate-envelope';
import { loopbackRegistry } from './notation/loopback-registry';
import { readRootCertificates } from './notation/root-certificates';
import {
  signatureVerifier,
  type SignatureVerifierPorts,
  type SignatureVerifierSettings,
} from './notation/verify-signature';
import type { EcrLogin } from './registry/authorized-get';
import { keepManifests } from './registry/keep-manifests';
import { manifestFetcher } from './registry/manifest-fetcher';
import { registryClient } from './registry/registry-client';
import { digestResolver } from './registry/resolve-digest';
import type { LoopbackRegistries } from './registry/registry-host';

/** How images are verified, whatever the trust document. */
export interface ImageVerifierSettings extends Omit<SignatureVerifierSettings, 'partition' | 'region'> {
  /** Whether images of registries on this machine are verified. */
  readonly loopback: LoopbackRegistries;
  /** How many runs of notation are under way at most. */
  readonly concurrentRuns: number;
}

/** The parts of image verification that do not depend on a trust document. */
export interface ImageVerifierParts {
  readonly settings: ImageVerifierSettings;
  readonly ports: Omit<SignatureVerifierPorts, 'serve'>;
  readonly ecrLogin: EcrLogin;
  readonly now: () => number;
}

/** Where images are verified, and which registries may be accessed with credentials. */
export interface VerifierScope {
  readonly partition: 'aws' | 'aws-us-gov';
  readonly region: string;
  readonly policyPatterns: readonly RepositoryPattern[];
}

/** What verifies images in one scope. */
export interface ImageVerifier {
  /** Verifies an image by its own signatures. */
  readonly verifyImage: (request: Omit<VerifyRequest, 'trust'>) => Promise<Verdict>;
  readonly fetchManifest: FetchManifest;
  /** Resolves a tag to the digest that it names at this moment. */
  readonly resolveTag: (tag: Omit<TagToResolve, 'trust'>) => Promise<ResolvedDigest>;
}

/** Verifies images for the life of a process. */
export interface ImageVerifiers {
  readonly verifierFor: (scope: VerifierScope) => ImageVerifier;
  /** A place for one caller in the queue for runs of notation. */
  readonly caller: ReturnType<typeof fairQueue>['caller'];
  /** Closes connections and the loopback registry. */
  readonly close: () => Promise<void>;
}

/** What all scopes share. */
const sharedParts = ({ settings, ports, ecrLogin, now }: ImageVerifierParts) => {
  const { loopback, rootCertificate, concurrentRuns } = settings;
  const { environment } = ports;
  const client = registryClient({ ecrLogin, environment, loopback, now });
  return {
    client,
    registry: keepManifests(client),
    served: loopbackRegistry(),
    authenticate: envelopeAuthenticator(() => readRootCertificates(rootCertificate)),
    queue: fairQueue(concurrentRuns),
  };
};

const imageVerifier = (
  { partition, region, policyPatterns }: VerifierScope,
  { settings, ports, now }: ImageVerifierParts,
  { registry, served, authenticate, queue }: ReturnType<typeof sharedParts>,
): ImageVerifier => {
  const scopeOf = ({ reference }: Pick<PinnedImage, 'reference'>): RegistryScope => ({
    repository: reference,
    access: registryAccessFor(reference.registry, partition, policyPatterns),
  });
  const signaturesFor = signatureVerifier({ ...settings, partition, region }, { ...ports, serve: served.serve });
  return {
    fetchManifest: manifestFetcher({ registry, scopeOf, now }),
    resolveTag: digestResolver({ registry, scopeOf, now }),
    verifyImage: async ({ image, policy, remaining, enqueue = queue.caller(), onExamined }) => {
      const { digest } = image;
      const signatures = { scope: scopeOf(image), digest, remaining: fetchTime(now, remaining), rule: policy };
      const decision = await verifySignatures(signatures, {
        registry,
        authenticate,
        verify: signaturesFor(remaining),
        enqueue,
        onExamined: (examined) => onExamined?.(image, examined),
      });
      return toVerdict(decision, policy);
    },
  };
};

/** Puts together a registry client, a loopback registry, and the notation CLI for one signature at a time. */
export const imageVerifiers = (parts: ImageVerifierParts): ImageVerifiers => {
  const shared = sharedParts(parts);
  const { client, served, queue } = shared;
  return {
    verifierFor: (scope) => imageVerifier(scope, parts, shared),
    caller: queue.caller,
    close: async () => {
      client.close();
      await served.close();
    },
  };
};

import type { ECRClient } from '@aws-sdk/client-ecr';
import { ToolFailure } from '../failure';
import { ecrLogins, registryLogins, type LoginFor } from '../../../adapters/ecr/registry-login';
import type { AwsKeys, RegistryLogin } from '../../../adapters/notation/child-environment';
import { imageVerifiers } from '../../../adapters/image-verifier';
import { notationSigner } from '../../../adapters/notation/sign-image';
import {
  messageOf,
  parseImageReference,
  parseRepositoryPattern,
  repositoryIdentity,
  type PinnedImage,
  type RepositoryPattern,
} from '../../../verification';
import { ecrClients } from '../ecr-clients';
import type { WorkTools } from '../interruption';
import { UsageError } from '../usage-error';
import { findNotation, type InstalledNotation } from '../find-notation';
import type { SigningTools } from './ensure-signed';
import type { Signer } from './signer';

/** AWS Signer's plugin makes up to three attempts for one signature, and the registry may be slow. */
const DEADLINE_MS = 60_000;

/** Who signs, where, and with what. */
export interface SigningWork extends Pick<WorkTools, 'run' | 'cleanUp' | 'scratch'> {
  readonly partition: 'aws' | 'aws-us-gov';
  readonly region: string;
  readonly signer: Signer;
  /** `registry/repository` of everything that is signed. Logins are fetched for these registries only. */
  readonly repositories: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** What signs and verifies, and the logins that builders need for the same registries. */
export interface ComposedSigning extends SigningTools {
  /** Verifies against every version of the signing profile, not only the current one. */
  readonly verifyByProfile: SigningTools['verify'];
  /** The login for a registry host. */
  readonly loginFor: (registry: string) => Promise<RegistryLogin>;
}

const LOG_IN = 'log in to AWS (aws sso login, or name a profile in AWS_PROFILE), then run this again';

const findInstalled = async (work: SigningWork): Promise<InstalledNotation> => {
  try {
    return await findNotation(work.partition, work.environment, work.run);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new ToolFailure('missing', error.message, { cause: error });
  }
};

const patternsOf = (repositories: readonly string[]): readonly RepositoryPattern[] =>
  repositories.flatMap((repository) => {
    const parsed = parseRepositoryPattern(repository);
    return parsed.ok ? [parsed.pattern] : [];
  });

const loginOrFail =
  (loginFor: LoginFor) =>
  async (image: PinnedImage): Promise<RegistryLogin> => {
    const access = await loginFor(image);
    const { registry } = image.reference;
    if (access.kind === 'login' && access.login !== undefined) return access.login;
    if (access.kind === 'login')
      throw new ToolFailure('refused', `${registry}: expected an ECR registry in the deployment's partition`);
    const { detail } = access.verdict;
    if (/Credentials|ExpiredToken|UnrecognizedClient|InvalidSignature/.test(detail))
      throw new ToolFailure(
        'missing',
        `${registry}: expected AWS credentials, found none that work: ${LOG_IN} (${detail})`,
      );
    const refused = access.verdict.kind === 'inconclusive' && access.verdict.reason === 'registry-denied';
    throw refused
      ? new ToolFailure('refused', `${registry}: AWS denies a login: you need ecr:GetAuthorizationToken (${detail})`)
      : new ToolFailure('temporary', `${registry}: AWS returned no login: run this again (${detail})`);
  };

// A login is for a whole registry, so any image of it will do.
const someImageOf = (registry: string): PinnedImage => {
  const digest = `sha256:${'0'.repeat(64)}` as const;
  const reference = parseImageReference(`${registry}/any@${digest}`);
  return { reference, identity: repositoryIdentity(reference), digest };
};

const keysOf = (client: ECRClient) => async (): Promise<AwsKeys> => {
  try {
    return await client.config.credentials();
  } catch (error) {
    throw new ToolFailure('missing', `expected AWS credentials, found none: ${LOG_IN} (${messageOf(error)})`, {
      cause: error,
    });
  }
};

/**
 * Composes what signs images with what verifies them, which is the product's own engine.
 * @throws ToolFailure when notation, its plugin or the root certificate is missing.
 */
export const composeSigning = async (work: SigningWork): Promise<ComposedSigning> => {
  const { partition, region, signer, scratch, run, environment } = work;
  const installed = await findInstalled(work);
  const clientFor = ecrClients();
  const policyPatterns = patternsOf(work.repositories);
  const ecrLogin = ecrLogins({ clientFor, now: Date.now });
  const logins = registryLogins({ ecrLogin, partition })(policyPatterns);
  const imageLogin = loginOrFail(logins);
  const keys = keysOf(clientFor(region));
  const settings = { ...installed, temporary: scratch, deadlineMs: DEADLINE_MS };
  const ports = { run, environment, keys };
  const verifiers = imageVerifiers({
    settings: { ...settings, loopback: 'plain-http', concurrentRuns: 1 },
    ports: { ...ports, onRun: () => undefined },
    ecrLogin,
    now: Date.now,
  });
  const { verifyImage } = verifiers.verifierFor({ partition, region, policyPatterns });
  const verifyBy =
    (arn: string): SigningTools['verify'] =>
    (image) => {
      const policy = { kind: 'policy', name: 'sign-and-push', signers: [arn], require: 'any' } as const;
      return verifyImage({ image, policy, remaining: () => Infinity });
    };
  return {
    loginFor: (registry) => imageLogin(someImageOf(registry)),
    sign: notationSigner({ ...settings, profileArn: signer.profileArn }, { ...ports, loginFor: imageLogin }),
    verify: verifyBy(signer.profileVersionArn),
    verifyByProfile: verifyBy(signer.profileArn),
  };
};

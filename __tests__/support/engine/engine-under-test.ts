import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { ecrLogins } from '../../../adapters/ecr/registry-login';
import { verificationEngine, type EngineParts, type VerificationEngine } from '../../../adapters/engine';
import type { ImageVerifierSettings } from '../../../adapters/image-verifier';
import type { ProcessRequest, RunProcess } from '../../../adapters/process';
import { serializeTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { toSigningProfile } from '../../../testing/signer/signing-profile';
import { toLoadedTrust, type LoadedTrust, type TrustDocument, type VerifyRequest } from '../../../verification';
import { aDeployment } from '../deployment/deployment';
import { anImage, aVerifyRequest, ECR } from '../domain/domain';
import { fakeHistory } from '../domain/fake-ports';
import { notationThat, type NotationAnswer } from '../notation/fake-notation';
import { ECR_PASSWORD, ImageRegistry } from '../registry/image-registry';

/** The profile that signs in these tests: the one of the tests' policy. */
export const PROFILE = toSigningProfile(
  { account: '111122223333', region: 'eu-west-1', name: 'release' },
  'abcdefghi1',
);

export const DOCUMENT = toTrustDocument(aDeployment());

export const trustIn = (each: TrustDocument): LoadedTrust =>
  toLoadedTrust({ sha256: serializeTrustDocument(each).sha256, document: each });

const TRUST = trustIn(DOCUMENT);

/** Engines in an environment of registries in this process, for the tests of one file. */
export class EngineUnderTest {
  readonly ecr = mockClient(ECRClient);
  /** In milliseconds since the epoch. */
  now = 0;
  /** How often a verdict was reused. */
  reused = 0;
  history = fakeHistory();
  private started: Awaited<ReturnType<typeof ImageRegistry.start>> | undefined;
  private readonly directory = createTemporaryDirectory('engine');
  private readonly engines: VerificationEngine[] = [];
  private texts = 0;

  get registry(): ImageRegistry {
    return this.environment.registry;
  }

  private get environment(): Awaited<ReturnType<typeof ImageRegistry.start>> {
    if (this.started === undefined) throw new Error('expected a started registry');
    return this.started;
  }

  /** Registers the hooks that start and stop what the tests share. */
  use(): this {
    beforeAll(async () => {
      this.started = await ImageRegistry.start(this.directory.path, PROFILE);
    });
    beforeEach(() => this.reset());
    afterEach(async () => {
      await Promise.all(this.engines.splice(0).map((engine) => engine.close()));
    });
    afterAll(async () => {
      await this.registry.gateway.stop();
      this.directory.remove();
    });
    return this;
  }

  /** A text for an image that no other test has. */
  text(): string {
    return `image ${(this.texts += 1)}`;
  }

  /** A request for an image; without a digest for a new one that is signed. */
  request(
    digest = this.registry.signed(this.text()),
    { repository = `${ECR}/shop/web:1.4`, ...rest }: Partial<VerifyRequest> & { readonly repository?: string } = {},
  ): VerifyRequest {
    return aVerifyRequest({ trust: TRUST, image: anImage(repository, digest), ...rest });
  }

  /** An engine whose notation gives these answers. */
  with(...answers: readonly NotationAnswer[]): VerificationEngine & { readonly requests: readonly ProcessRequest[] } {
    const { run, requests } = notationThat(...answers);
    return { ...this.running(run), requests };
  }

  /** An engine that runs notation like this. */
  running(run: RunProcess, settings: Partial<ImageVerifierSettings> = {}): VerificationEngine {
    const engine = verificationEngine({ ...this.parts(run), settings: { ...this.settings(), ...settings } });
    this.engines.push(engine);
    return engine;
  }

  /** How the requests to a host were authorized, each way once. */
  authorizations(host: string): readonly string[] {
    return [...new Set(this.registry.gateway.requestsTo(host).map(({ authorization }) => authorization))];
  }

  private reset(): void {
    this.now = Date.parse('2026-01-23T12:00:00Z');
    this.reused = 0;
    this.history = fakeHistory();
    this.registry.gateway.forgetRequests();
    this.registry.gateway.clearFaults();
    this.ecr.reset();
    const authorizationToken = Buffer.from(`AWS:${ECR_PASSWORD}`).toString('base64');
    const expiresAt = new Date(this.now + 43_200_000);
    this.ecr.on(GetAuthorizationTokenCommand).resolves({ authorizationData: [{ authorizationToken, expiresAt }] });
  }

  private settings(): ImageVerifierSettings {
    return {
      notation: '/opt/notation',
      plugins: '/opt/plugins',
      rootCertificate: this.environment.rootCertificate,
      temporary: this.directory.path,
      deadlineMs: 10_000,
      loopback: 'refused',
      concurrentRuns: 4,
    };
  }

  private parts(run: RunProcess): Omit<EngineParts, 'settings'> {
    return {
      ports: {
        run,
        environment: this.environment.environment,
        keys: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }),
        onRun: () => undefined,
      },
      ecrLogin: ecrLogins({ clientFor: (region) => new ECRClient({ region }), now: () => this.now }),
      history: this.history,
      now: () => this.now,
      onReused: () => void (this.reused += 1),
    };
  }
}

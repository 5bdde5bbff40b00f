import { createSigningChain } from '../certificates/signing-chain';
import { createTlsAuthority } from '../certificates/tls-authority';
import { issueEcrPassword } from '../gateway/ecr-authentication';
import { Gateway } from '../gateway/gateway';
import { createTlsTerminator } from '../gateway/tls-terminator';
import { createEmulatedHosts, type EmulatedHosts } from '../gateway/emulated-hosts';
import { ImagePublisher } from '../registry/image-publisher';
import { createRegistryClient } from '../registry/registry-client';
import { startRegistryProcess } from '../registry/registry-process';
import { RegistryStore } from '../registry/registry-store';
import { createSignImage, type SignImage } from '../signer/sign-image';
import { SignerLedger } from '../signer/signer-ledger';
import { findTools, type Tools } from '../tools/find-tools';
import { createEnvironmentDirectory, type EnvironmentDirectory } from './environment-directory';
import { toProcessEnvironment } from './process-environment';

const STAND_IN_NOTICE =
  'signatures are made and checked with a stand-in for the AWS Signer plugin; AWS_SIGNER_PLUGIN may name the real one';

/** How a world is made. */
export interface EnvironmentOptions {
  readonly progress: (line: string) => void;
  /** Default: found or built. */
  readonly tools?: Tools;
  /** Registries besides ECR that anyone may read, as `docker.io` or `public.ecr.aws`. Default: none. */
  readonly publicRegistries?: readonly string[];
  /** Default: `us-east-1`. */
  readonly region?: string;
}

/** A running offline world. */
export interface EmulatedEnvironment {
  /** What a child process needs to live in this world; it replaces what the machine has set. */
  readonly processEnvironment: Readonly<Record<string, string>>;
  /** Scratch directory that goes with the world. */
  readonly directory: string;
  readonly tools: Tools;
  /** notation, the directory with its plugin, and the root certificate of the emulated AWS Signer. */
  readonly notation: { readonly path: string; readonly libexec: string; readonly rootCertificate: string };
  readonly gateway: Gateway;
  readonly signer: SignerLedger;
  readonly registry: ImagePublisher;
  /** A password that ECR issued to the user `AWS`. */
  readonly ecrPassword: string;
  /** Has ECR issue another password. */
  issueEcrPassword(): string;
  /** Signs `registry/repository@digest` with real notation; returns AWS Signer's job. */
  readonly sign: SignImage;
  /** Ends everything that was started and removes the directory. */
  stop(): Promise<void>;
}

interface Running {
  readonly tools: Tools;
  readonly directory: EnvironmentDirectory;
  readonly environment: Readonly<Record<string, string>>;
  readonly state: EmulatedHosts & { readonly ecrPasswords: Set<string> };
  readonly gateway: Gateway;
}

const toWorld = ({ tools, directory, environment, state, gateway }: Running): Omit<EmulatedEnvironment, 'stop'> => {
  const { path, libexec, rootCertificate } = directory;
  const { store, ledger, ecrPasswords, publicRegistries } = state;
  const ecrPassword = issueEcrPassword(ecrPasswords);
  return {
    processEnvironment: environment,
    directory: path,
    tools,
    notation: { path: tools.notation, libexec, rootCertificate },
    gateway,
    signer: ledger,
    registry: new ImagePublisher(store, publicRegistries),
    ecrPassword,
    issueEcrPassword: () => issueEcrPassword(ecrPasswords),
    sign: createSignImage({ notation: tools.notation, libexec, directory: path, environment, ecrPassword, ledger }),
  };
};

/** Starts a world of its own; several may run side by side. */
export const startEnvironment = async (options: EnvironmentOptions): Promise<EmulatedEnvironment> => {
  const tools = options.tools ?? (await findTools({ progress: options.progress }));
  if (tools.plugin.standIn) options.progress(STAND_IN_NOTICE);
  const [authority, chain, registry] = await Promise.all([
    createTlsAuthority(),
    createSigningChain(),
    startRegistryProcess(tools.registry),
  ]);
  const directory = await createEnvironmentDirectory({ plugin: tools.plugin.path, authority, signerRoot: chain.root });
  const client = createRegistryClient(registry.port);
  const state = {
    store: new RegistryStore(client),
    ledger: new SignerLedger(chain),
    ecrPasswords: new Set<string>(),
    publicRegistries: options.publicRegistries ?? [],
  };
  const gateway = new Gateway(createEmulatedHosts(state), createTlsTerminator(authority));
  const proxy = await gateway.start();
  const environment = toProcessEnvironment({
    proxy,
    authority: directory.authority,
    region: options.region ?? 'us-east-1',
  });
  const stop = async (): Promise<void> => {
    client.close();
    await gateway.stop();
    registry.stop();
    directory.remove();
  };
  return { ...toWorld({ tools, directory, environment, state, gateway }), stop };
};

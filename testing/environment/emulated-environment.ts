import { createSigningChain } from '../certificates/signing-chain';
import { createTlsAuthority } from '../certificates/tls-authority';
import { issueEcrPassword } from '../gateway/ecr-authentication';
import { createEmulatedHosts, type EmulatedHosts } from '../gateway/emulated-hosts';
import { Gateway } from '../gateway/gateway';
import { createTlsTerminator } from '../gateway/tls-terminator';
import { WebhookReceiver } from '../gateway/webhook-receiver';
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
  'signing and verifying with a stand-in for the AWS Signer plugin; set AWS_SIGNER_PLUGIN to use the real plugin';

/** How to start an environment. */
export interface EnvironmentOptions {
  readonly progress: (line: string) => void;
  /** Default: those that `findTools` finds. */
  readonly tools?: Tools;
  /** Registries besides ECR that can be read without credentials, as `docker.io` or `public.ecr.aws`. Default: none. */
  readonly publicRegistries?: readonly string[];
  /** Default: `us-east-1`. */
  readonly region?: string;
}

/**
 * A running emulated environment: registries and AWS Signer behind a gateway, and the files that programs
 * need to use them.
 */
export interface EmulatedEnvironment {
  /** The variables that make a child process use this environment; they replace the machine's own. */
  readonly processEnvironment: Readonly<Record<string, string>>;
  /** A scratch directory that is removed with the environment. */
  readonly directory: string;
  readonly tools: Tools;
  /** The paths of notation, of its plugin directory, and of the emulated AWS Signer's root certificate. */
  readonly notation: { readonly path: string; readonly libexec: string; readonly rootCertificate: string };
  readonly gateway: Gateway;
  /** A host behind the gateway that receives webhook messages. */
  readonly webhook: WebhookReceiver;
  readonly signer: SignerLedger;
  readonly registry: ImagePublisher;
  /** A password that ECR issued for the user `AWS`. */
  readonly ecrPassword: string;
  /** Makes ECR issue another password. */
  issueEcrPassword(): string;
  /** Signs `registry/repository@digest` with real notation; returns AWS Signer's job. */
  readonly sign: SignImage;
  /** Stops everything that was started and removes the directory. */
  stop(): Promise<void>;
}

interface Parts {
  readonly tools: Tools;
  readonly directory: EnvironmentDirectory;
  readonly processEnvironment: Readonly<Record<string, string>>;
  readonly hosts: EmulatedHosts & { readonly ecrPasswords: Set<string>; readonly webhook: WebhookReceiver };
  readonly gateway: Gateway;
}

const toEnvironment = (parts: Parts): Omit<EmulatedEnvironment, 'stop'> => {
  const { tools, processEnvironment, gateway } = parts;
  const { path: directory, libexec, rootCertificate } = parts.directory;
  const { store, ledger, ecrPasswords, publicRegistries, webhook } = parts.hosts;
  const ecrPassword = issueEcrPassword(ecrPasswords);
  return {
    processEnvironment,
    directory,
    tools,
    notation: { path: tools.notation, libexec, rootCertificate },
    gateway,
    webhook,
    signer: ledger,
    registry: new ImagePublisher(store, publicRegistries),
    ecrPassword,
    issueEcrPassword: () => issueEcrPassword(ecrPasswords),
    sign: createSignImage({ notation: tools.notation, libexec, directory, processEnvironment, ecrPassword, ledger }),
  };
};

/** Starts an emulated environment. Several can run at the same time. */
export const startEnvironment = async (options: EnvironmentOptions): Promise<EmulatedEnvironment> => {
  const { progress, publicRegistries = [], region = 'us-east-1' } = options;
  const tools = options.tools ?? (await findTools({ progress }));
  if (tools.plugin.standIn) progress(STAND_IN_NOTICE);
  const [authority, chain, registry] = await Promise.all([
    createTlsAuthority(),
    createSigningChain(),
    startRegistryProcess(tools.registry),
  ]);
  const directory = await createEnvironmentDirectory({ plugin: tools.plugin.path, authority, signerRoot: chain.root });
  const client = createRegistryClient(registry.port);
  const hosts = {
    store: new RegistryStore(client),
    ledger: new SignerLedger(chain),
    ecrPasswords: new Set<string>(),
    publicRegistries,
    webhook: new WebhookReceiver(),
  };
  const gateway = new Gateway(createEmulatedHosts(hosts), createTlsTerminator(authority));
  const proxy = await gateway.start();
  const processEnvironment = toProcessEnvironment({ proxy, authority: directory.authority, region });
  const stop = async (): Promise<void> => {
    client.close();
    await gateway.stop();
    await registry.stop();
    directory.remove();
  };
  return { ...toEnvironment({ tools, directory, processEnvironment, hosts, gateway }), stop };
};

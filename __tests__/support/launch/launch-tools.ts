import { toSigningProfile } from '../../../testing/signer/signing-profile';
import type { Digest } from '../../../verification';
import { installNotationScript, type NotationScript } from '../notation/notation-script';
import { ImageRegistry } from '../registry/image-registry';

/** How the verification of an image ends; `slow` is signed, but each run of notation takes a while. */
export type ImageKind = 'signed' | 'unsigned' | 'unavailable' | 'slow';

/** What the function's engine uses besides AWS: registries in this process, and a script in place of notation. */
export interface LaunchTools {
  readonly tool: NotationScript;
  readonly registry: ImageRegistry;
  /** The variables that lead to the registries. */
  readonly environment: Readonly<Record<string, string>>;
  readonly rootCertificate: string;
  /** The digest of an image of that kind; another text gives another image. */
  readonly digest: (kind: ImageKind, text?: string) => Digest;
}

/** Installs the tools for the tests of a file; images are signed by the profile of that name. */
export const useLaunchTools = (profile = 'dev_workloads'): LaunchTools => {
  const tool = installNotationScript();
  const signer = toSigningProfile({ account: '111122223333', region: 'eu-west-1', name: profile }, 'abcdefghi1');
  const digests = new Map<string, Digest>();
  let started: Awaited<ReturnType<typeof ImageRegistry.start>>;

  beforeAll(async () => {
    started = await ImageRegistry.start(tool.directory, signer);
  });

  afterAll(async () => {
    await started.registry.gateway.stop();
    tool.remove();
  });

  const add = (kind: ImageKind, text: string): Digest => {
    const { registry } = started;
    if (kind !== 'slow') return registry[kind](text);
    const digest = registry.signed(text);
    tool.delay(digest);
    return digest;
  };

  return {
    tool,
    get registry() {
      return started.registry;
    },
    get environment() {
      return started.environment;
    },
    get rootCertificate() {
      return started.rootCertificate;
    },
    digest: (kind, text = '') => {
      const key = `${kind} ${text}`;
      const digest = digests.get(key) ?? add(kind, key);
      digests.set(key, digest);
      return digest;
    },
  };
};

import { X509Certificate } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand, type PushWorld } from './sign-and-push-world';

const PLUGIN = 'notation-com.amazonaws.signer.notation.plugin';
const VERIFIER = resolve(__dirname, '../../images/verifier');
const PROGRAMS = ['/bin/sh', '/bin/cp', '/bin/mkdir', '/bin/chmod'];

type Run = (command: string, ...args: readonly string[]) => Promise<string>;

const runner =
  ({ buildah }: PushWorld): Run =>
  async (command, ...args) => {
    const own = { env: { ...process.env, GOWORK: 'off' }, cwd: VERIFIER };
    const result = await (command === 'buildah' ? buildah(...args) : runCommand(command, args, own));
    if (result.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${result.stderr}`);
    return result.stdout.trim();
  };

const librariesOf = async (run: Run, program: string): Promise<readonly string[]> =>
  [...(await run('ldd', program)).matchAll(/(\/\S+) \(0x/g)].flatMap(([, file]) => file ?? []);

/** Fills an empty image; copies are given as pairs of a file or directory of this machine and its place in the image. */
const commit = async (
  run: Run,
  name: string,
  {
    copies,
    settings = [],
  }: { readonly copies: readonly (readonly [string, string])[]; readonly settings?: readonly string[] },
): Promise<string> => {
  const container = await run('buildah', 'from', 'scratch');
  for (const [from, to] of copies) await run('buildah', 'copy', '--quiet', container, from, to);
  if (settings.length > 0) await run('buildah', 'config', ...settings, container);
  await run('buildah', 'commit', '--quiet', '--rm', container, name);
  return name;
};

/** A stand-in for the Go image: this machine's Go and its downloaded modules, with the few programs that the Dockerfile calls. */
const commitGoBase = async (run: Run, certificate: string): Promise<string> => {
  await run('go', 'mod', 'download');
  const [root, modules] = [await run('go', 'env', 'GOROOT'), await run('go', 'env', 'GOMODCACHE')];
  const libraries = (await Promise.all(PROGRAMS.map((program) => librariesOf(run, program)))).flat();
  const files = [...new Set([...PROGRAMS, ...libraries])].map((file) => [realpathSync(file), file] as const);
  const go = ['bin/go', 'go.env', 'VERSION', 'src', 'pkg/include', 'pkg/tool'].map(
    (part) => [join(root, part), `/go-root/${part}`] as const,
  );
  const copies = [...files, ...go, [join(modules, 'cache/download'), '/modules'], [certificate, '/root.crt']] as const;
  const environment = ['PATH=/go-root/bin:/bin', 'GOROOT=/go-root', 'GOTOOLCHAIN=local', 'HOME=/root', 'TMPDIR=/root'];
  return commit(run, 'localhost/go-base:1', { copies, settings: environment.map((each) => `--env=${each}`) });
};

const fingerprintOf = (file: string): string =>
  new X509Certificate(readFileSync(file)).fingerprint256.replaceAll(':', '').toLowerCase();

/**
 * Stands in for what the image is built from where nothing can be downloaded; gives the build arguments that name it. notation itself is
 * compiled for real.
 */
export const commitBases = async (push: PushWorld): Promise<Readonly<Record<string, string>>> => {
  const { rootCertificate } = push.world.notation;
  const run = runner(push);
  const environment = ['--env=LAMBDA_TASK_ROOT=/var/task'];
  return {
    GO_BASE: await commitGoBase(run, rootCertificate),
    GOPROXY: 'file:///modules',
    NODE_BASE: await commit(run, 'localhost/node-base:1', { copies: [], settings: environment }),
    PLUGIN_IMAGE: await commit(run, 'localhost/plugin:1', {
      copies: [[push.world.tools.plugin.path, `/${PLUGIN}`]],
    }),
    ROOT_CERTIFICATE: 'file:///root.crt',
    ROOT_CERTIFICATE_SHA256: fingerprintOf(rootCertificate),
  };
};
